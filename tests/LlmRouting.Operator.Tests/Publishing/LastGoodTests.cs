using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class LastGoodTests
{
    private static readonly CompileOptions Options = new();

    [Fact]
    public void A_bad_update_keeps_the_last_good_version_and_says_so()
    {
        var good = Compile(LastGood.Nothing, Samples.Tier("small", spec => spec with { MaxInFlight = 7 }), Samples.Policy("p", "small"));
        var bad = Compile(good.Next, Samples.Tier("small", Samples.Broken, generation: 2), Samples.Policy("p", "small"));
        Assert.Equal(7, bad.Snapshot.Tiers.Single().MaxInFlight);
        Assert.Single(bad.Snapshot.Policies);
        Assert.Equal(["ModelTier/models/small"], bad.Problems.Select(problem => problem.Object.ToString()));
        Assert.Equal("spec.maxInFlight", bad.Problems.Single().Path);
        Assert.Equal(1, bad.Held.Single().Metadata.Generation);
    }

    [Fact]
    public void It_is_kept_for_as_long_as_it_takes()
    {
        var result = Compile(LastGood.Nothing, Samples.Tier("small"), Samples.Policy("p", "small"));
        for (var i = 2; i < 5; i++) result = Compile(result.Next, Samples.Tier("small", Samples.Broken, generation: i), Samples.Policy("p", "small"));
        Assert.Single(result.Held);
        var mended = Compile(result.Next, Samples.Tier("small", spec => spec with { MaxInFlight = 9 }, generation: 5), Samples.Policy("p", "small"));
        Assert.Empty(mended.Held);
        Assert.Empty(mended.Problems);
        Assert.Equal(9, mended.Snapshot.Tiers.Single().MaxInFlight);
    }

    [Fact]
    public void A_policy_that_comes_to_name_what_is_not_there_keeps_its_tier()
    {
        var good = Compile(LastGood.Nothing, Samples.Tier("small"), Samples.Policy("p", "small"));
        var bad = Compile(good.Next, Samples.Tier("small"), Samples.Policy("p", "smal", generation: 2));
        Assert.Equal("models/small", bad.Snapshot.Policies.Single().Tiers.Single().Tier);
        Assert.Contains(bad.Problems, problem => problem.Message.Contains("did you mean small", StringComparison.Ordinal));
    }

    [Fact]
    public void A_held_tier_is_all_its_policy_needs_so_the_policys_own_update_is_served()
    {
        var good = Compile(LastGood.Nothing, Samples.Tier("small"), Samples.Policy("p", "small", model: "auto"));
        var next = Compile(good.Next, Samples.Tier("small", Samples.Broken), Samples.Policy("p", "small", model: "new", generation: 2));
        Assert.Equal(["new"], next.Snapshot.Policies.Single().Models);
        Assert.Equal([nameof(ModelTier)], next.Held.Select(item => item.Kind));
    }

    [Fact]
    public void What_was_never_good_is_left_out()
    {
        var result = Compile(LastGood.Nothing, Samples.Tier("small", Samples.Broken), Samples.Policy("p", "small"), Samples.Tier("big"), Samples.Policy("q", "big", "big"));
        Assert.Equal(["q"], result.Snapshot.Policies.Select(policy => policy.Name));
        Assert.Empty(result.Held);
    }

    [Fact]
    public void A_deleted_object_goes_and_one_made_anew_takes_nothing_over()
    {
        var good = Compile(LastGood.Nothing, Samples.Tier("small"), Samples.Policy("p", "small"));
        var deleted = Compile(good.Next, Samples.Tier("small"));
        Assert.Empty(deleted.Snapshot.Policies);
        var anew = Compile(good.Next, Samples.Tier("small", Samples.Broken, uid: "another"), Samples.Policy("p", "small"));
        Assert.Empty(anew.Snapshot.Tiers);
        var back = Compile(deleted.Next, Samples.Tier("small"), Samples.Policy("p", "nothing"));
        Assert.Empty(back.Snapshot.Policies);
    }

    [Fact]
    public void A_name_that_an_update_took_from_another_policy_leaves_both_as_they_were()
    {
        var (tier, older) = (Samples.Tier("small"), Samples.Policy("a", "small", "auto"));
        var good = Compile(LastGood.Nothing, tier, older, Samples.Policy("b", "small", "mine"));
        var bad = Compile(good.Next, tier, older, Samples.Policy("b", "small", "auto", generation: 2));
        Assert.Equal(["auto", "mine"], bad.Snapshot.Policies.SelectMany(policy => policy.Models));
        Assert.Equal(ProblemReasons.ModelNameConflict, bad.Problems.Single().Reason);
    }

    [Fact]
    public void An_object_that_can_no_longer_be_read_is_served_as_it_last_was()
    {
        var good = Compile(LastGood.Nothing, Samples.Tier("small"), Samples.Policy("p", "small"));
        var at = new ObjectRef(nameof(RoutingPolicy), "models", "p");
        var result = good.Next.Compile(ManifestObjects.Of([Samples.Tier("small")]), [new UnreadableObject(at, "uid-of-p", "spec.models: not a list")], Options);
        Assert.Single(result.Snapshot.Policies);
        Assert.Equal("spec.models: not a list", result.Problems.Single(problem => problem.Object == at).Message);
        var other = good.Next.Compile(ManifestObjects.Of([Samples.Tier("small")]), [new UnreadableObject(at, "another", "x")], Options);
        Assert.Empty(other.Snapshot.Policies);
    }

    [Fact]
    public void A_held_rollout_keeps_the_status_of_now()
    {
        var rollout = new CanaryRollout
        {
            ApiVersion = ApiNames.ApiVersion,
            Kind = nameof(CanaryRollout),
            Metadata = new ObjectMeta { Name = "r", Namespace = "models", Uid = "u" },
            Spec = new CanaryRolloutSpec
            {
                PolicyRef = new LocalRef { Name = "p" },
                Tier = new TierSplitSpec { StableRef = new LocalRef { Name = "small" }, CanaryRef = new LocalRef { Name = "big" } },
                Weight = 10,
            },
        };
        ApiObject[] others = [Samples.Tier("small"), Samples.Tier("big"), Samples.Policy("p", "small")];
        var good = Compile(LastGood.Nothing, [.. others, rollout]);
        var bad = Compile(good.Next, [.. others, rollout with { Spec = rollout.Spec with { Weight = 400 }, Status = new CanaryRolloutStatus { Epoch = 3 } }]);
        Assert.Equal(10, bad.Snapshot.Splits.Single().Weight);
        Assert.Equal(nameof(CanaryRollout), bad.Held.Single().Kind);
    }

    [Fact]
    public void What_was_held_before_a_restart_is_held_after_it()
    {
        var good = Compile(LastGood.Nothing, Samples.Tier("small", spec => spec with { MaxInFlight = 7 }), Samples.Policy("p", "small"));
        var bad = Compile(good.Next, Samples.Tier("small", Samples.Broken), Samples.Policy("p", "small"));
        var restarted = Compile(LastGood.Of(bad.Held), Samples.Tier("small", Samples.Broken), Samples.Policy("p", "small"));
        Assert.Equal(7, restarted.Snapshot.Tiers.Single().MaxInFlight);
        Assert.Equal(bad.Snapshot.Revision, restarted.Snapshot.Revision);
    }

    private static HeldCompilation Compile(LastGood memory, params ApiObject[] objects) => memory.Compile(ManifestObjects.Of(objects), [], Options);
}
