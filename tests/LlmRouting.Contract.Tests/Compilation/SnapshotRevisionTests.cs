using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Tests.Frames;

namespace LlmRouting.Contract.Tests.Compilation;

/// <summary>A revision is remembered in pieces, and says what a hash of the whole would.</summary>
public sealed class SnapshotRevisionTests
{
    [Fact]
    public void Revisions_are_equal_exactly_where_the_canonical_text_is() => Check.QuickThrowOnFailure(Prop.ForAll<int, int>((one, other) =>
    {
        var (left, right) = (RandomSnapshots.Next(new System.Random(one)), RandomSnapshots.Next(new System.Random(other)));
        Assert.Equal(Text(left) == Text(right), left.Revision == right.Revision);
        Assert.Equal(left.Revision, RandomSnapshots.Next(new System.Random(one)).Revision);
    }));

    [Fact]
    public void A_part_that_moves_to_another_list_is_another_revision()
    {
        var tier = new TierSnapshot { Namespace = "n", Name = "t", Uid = "u", Model = "m" };
        var none = new RoutingSnapshot { Gateway = "g" };
        RoutingSnapshot[] all = [none, none with { Tiers = [tier] }, none with { Tiers = [tier, tier] }, none with { Endpoints = [new EndpointsSnapshot("n/t", [])] }];
        Assert.Equal(all.Length, all.Select(snapshot => CanonicalJson.Stamp(snapshot).Revision).Distinct().Count());
    }

    [Fact]
    public void A_configuration_keeps_the_instances_that_are_equal_and_no_others()
    {
        TierSnapshot Tier(string name, string model) => new() { Namespace = "n", Name = name, Uid = "u", Model = model };
        var before = new ConfigFrame { Revision = "1", Tiers = [Tier("a", "m"), Tier("b", "m")] };
        var after = new ConfigFrame { Revision = "2", Tiers = [Tier("a", "m"), Tier("b", "other"), Tier("c", "m")] };
        var reused = after.Reusing(before);
        Assert.Equal("2", reused.Revision);
        Assert.Same(before.Tiers[0], reused.Tiers[0]);
        Assert.Same(after.Tiers[1], reused.Tiers[1]);
        Assert.Same(after.Tiers[2], reused.Tiers[2]);
        Assert.Equal(FrameCodec.Encode(after), FrameCodec.Encode(reused));
    }

    private static string Text(RoutingSnapshot snapshot) => CanonicalJson.Write(snapshot with { Revision = "" });
}
