using LlmRouting.Contract.Frames;

namespace LlmRouting.Contract.Tests.Frames;

public sealed class FrameComposerTests
{
    private static readonly FrameComposer Held = FrameCutter.Cut(RandomSnapshots.Next(new Random(1)), _ => new FrameOrder(2, 100))
        .Aggregate(new FrameComposer("default").Take(new HelloFrame { Gateway = "default", Lineage = "a" }, out _), (composer, frame) => composer.Take(frame, out _));

    [Fact]
    public void A_lower_order_is_stale_and_an_equal_one_is_taken()
    {
        Assert.Same(Held, Held.Take(new SplitsFrame { Order = new FrameOrder(2, 99) }, out var lower));
        Assert.Same(Held, Held.Take(new SplitsFrame { Order = new FrameOrder(1, 500) }, out var before));
        Held.Take(new SplitsFrame { Order = new FrameOrder(2, 100) }, out var equal);
        Assert.Equal((FrameVerdict.Stale, FrameVerdict.Stale, FrameVerdict.Taken), (lower, before, equal));
    }

    [Fact]
    public void Orders_of_another_lineage_mean_nothing()
    {
        var same = Held.Take(new HelloFrame { Gateway = "default", Lineage = "a" }, out _);
        same.Take(new SplitsFrame { Order = new FrameOrder(0, 1) }, out var verdict);
        Assert.Equal(FrameVerdict.Stale, verdict);
        var restored = Held.Take(new HelloFrame { Gateway = "default", Lineage = "b" }, out _);
        restored.Take(new SplitsFrame { Order = new FrameOrder(0, 1) }, out verdict);
        Assert.Equal(FrameVerdict.Taken, verdict);
        Assert.Equal(Held.Compose()!.Revision, restored.Compose()!.Revision);
    }

    [Fact]
    public void An_unknown_lineage_forgets_nothing()
    {
        var unknown = Held.Take(new HelloFrame { Gateway = "default", Operator = "operator-1" }, out _);
        unknown.Take(new SplitsFrame { Order = new FrameOrder(0, 1) }, out var verdict);
        Assert.Equal((FrameVerdict.Stale, "operator-1"), (verdict, unknown.Hello!.Operator));
        unknown.Take(new HelloFrame { Gateway = "default", Lineage = "a" }, out _).Take(new SplitsFrame { Order = new FrameOrder(0, 1) }, out verdict);
        Assert.Equal(FrameVerdict.Stale, verdict);
        unknown.Take(new HelloFrame { Gateway = "default", Lineage = "b" }, out _).Take(new SplitsFrame { Order = new FrameOrder(0, 1) }, out verdict);
        Assert.Equal(FrameVerdict.Taken, verdict);
    }

    [Fact]
    public void A_frame_that_cannot_be_read_is_the_newest_of_its_slot_until_one_that_can_follows()
    {
        var unreadable = new UnreadableFrame(new FrameSlot(FrameKind.Splits), "why") { Order = new FrameOrder(2, 102) };
        var holding = Held.Take(unreadable, out _);
        Assert.Same(Held.Splits, holding.Splits);
        Assert.Contains(unreadable, holding.Frames);
        Assert.Same(holding, holding.Take(new SplitsFrame { Order = new FrameOrder(2, 101) }, out var verdict));
        Assert.Equal(FrameVerdict.Stale, verdict);
        Assert.DoesNotContain(unreadable, holding.Take(new SplitsFrame { Order = new FrameOrder(2, 102) }, out _).Frames);
        Assert.DoesNotContain(unreadable, holding.Take(new HelloFrame { Gateway = "default", Lineage = "a" }, out _).Frames);
        Assert.Same(Held, Held.Take(unreadable with { Order = new FrameOrder(2, 99) }, out _));
    }

    [Fact]
    public void A_hello_of_another_gateway_is_refused()
    {
        Held.Take(new HelloFrame { Gateway = "other" }, out var verdict);
        Assert.Equal(FrameVerdict.OtherGateway, verdict);
    }

    [Fact]
    public void Load_counts_from_anew_in_every_connection()
    {
        var loaded = Held.Take(new LoadFrame { Tier = "default/tier0", Order = new FrameOrder(9, 9) }, out _);
        loaded.Take(new LoadFrame { Tier = "default/tier0", Order = new FrameOrder(1, 1) }, out var verdict);
        Assert.Equal(FrameVerdict.Stale, verdict);
        loaded.Take(new HelloFrame { Gateway = "default", Lineage = "a" }, out _).Take(new LoadFrame { Tier = "default/tier0", Order = new FrameOrder(1, 1) }, out verdict);
        Assert.Equal(FrameVerdict.Taken, verdict);
    }

    [Fact]
    public void Endpoints_wait_for_their_tier()
    {
        var snapshot = RandomSnapshots.Next(new Random(1));
        var later = Held.Take(new EndpointsFrame { Tier = "default/new", BaseUrls = ["http://10.1.1.1:8000"], Order = new FrameOrder(2, 101) }, out _);
        Assert.Equal(Held.Compose()!.Revision, later.Compose()!.Revision);
        var config = later.Config! with { Tiers = [snapshot.Tiers[0] with { Name = "new", Uid = "n" }], Policies = [], Order = new FrameOrder(2, 102) };
        var endpoints = Assert.Single(later.Take(config, out _).Compose()!.Endpoints);
        Assert.Equal("http://10.1.1.1:8000", Assert.Single(endpoints.BaseUrls));
    }

    [Theory]
    [InlineData(new[] { 1 }, new[] { 2, 1 }, 1)]
    [InlineData(new[] { 3, 2 }, new[] { 2, 1 }, 2)]
    [InlineData(new[] { 3 }, new[] { 2, 1 }, null)]
    [InlineData(new int[0], new[] { 2, 1 }, null)]
    public void The_newest_schema_both_know_is_spoken(int[] readable, int[] writable, int? spoken) => Assert.Equal(spoken, FrameSchema.Negotiate(readable, writable));
}
