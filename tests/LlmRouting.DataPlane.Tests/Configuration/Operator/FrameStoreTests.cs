using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>Whenever a data plane is killed, what its disk holds can be served.</summary>
public sealed class FrameStoreTests : IDisposable
{
    private readonly ManifestFiles files = new();

    public void Dispose() => files.Dispose();

    private FrameStore Store() => new(files.Folder, null, "default");

    private string FileOf(string kind) => Path.Combine(files.Folder, "frames", "default", kind + ".ndjson");

    private static FrameComposer Composed(ulong sequence, params string[] tiers)
    {
        var snapshot = new RoutingSnapshot
        {
            Gateway = "default", Tiers = [.. tiers.Select(Pushed.Tier)], Endpoints = [.. tiers.Select(tier => new EndpointsSnapshot("default/" + tier, [$"http://{tier}:8000"]))],
        };
        return FrameCutter.Cut(snapshot, _ => new FrameOrder(1, sequence)).Prepend(new HelloFrame { Gateway = "default", Lineage = "a" })
            .Aggregate(new FrameComposer("default"), (composer, frame) => composer.Take(frame, out _));
    }

    [Theory]
    [InlineData("endpoints")]
    [InlineData("splits")]
    [InlineData("keys")]
    [InlineData("config")]
    [InlineData("hello")]
    public void A_save_that_ends_in_the_middle_leaves_what_can_be_served(string last)
    {
        var store = Store();
        store.Save(Composed(1, "weak"));
        // Where a draft is to be written is a folder: the save ends there.
        Directory.CreateDirectory(FileOf(last) + ".new");
        Assert.ThrowsAny<Exception>(() => store.Save(Composed(2, "strong", "weak")));
        var loaded = Store().Load(out var problems);
        Assert.Empty(problems);
        Assert.True(loaded.IsComplete);
    }

    [Fact]
    public void Orders_of_a_store_are_not_left_beside_the_name_of_the_next()
    {
        var store = Store();
        store.Save(Composed(500, "weak"));
        Directory.CreateDirectory(FileOf("config") + ".new");
        var restored = Composed(500, "weak").Take(new HelloFrame { Gateway = "default", Lineage = "b" }, out _);
        Assert.ThrowsAny<Exception>(() => store.Save(restored));
        var loaded = Store().Load(out _).Take(new HelloFrame { Gateway = "default", Lineage = "b" }, out _);
        loaded.Take(new ConfigFrame { Order = new FrameOrder(1, 3) }, out var verdict);
        Assert.Equal(FrameVerdict.Taken, verdict);
    }

    [Fact]
    public void A_tier_whose_endpoints_were_still_on_their_way_has_none()
    {
        var composed = Composed(1, "weak");
        Store().Save(composed.Take(composed.Config! with { Tiers = [Pushed.Tier("strong"), Pushed.Tier("weak")], Order = new FrameOrder(1, 2) }, out _));
        var loaded = Store().Load(out _).Compose();
        Assert.Equal(["", "http://weak:8000"], loaded!.Endpoints.Select(of => string.Join(',', of.BaseUrls)));
        // The operator's own are newer, whatever they are.
        Store().Load(out _).Take(new EndpointsFrame { Tier = "default/strong", Order = new FrameOrder(0, 1) }, out var verdict);
        Assert.Equal(FrameVerdict.Taken, verdict);
    }
}
