using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Reconcilers.Status;
using static LlmRouting.Operator.Tests.Reconcilers.Objects;

namespace LlmRouting.Operator.Tests.Reconcilers.Status;

public sealed class RolloutStatusPlanTests
{
    [Fact]
    public void A_manual_weight_is_the_effective_one()
    {
        var status = Plan(new RolloutFacts { Rollout = Rollout(25), Split = Split(25), CanaryReady = true });
        Assert.Equal((RolloutPhase.Progressing, 25, null), (status.Phase, status.EffectiveWeight, status.Reason));
        Assert.Equal("ManualWeight", Of(status.Conditions, "Progressing").Reason);
    }

    [Fact]
    public void A_canary_without_a_ready_endpoint_gets_nothing_and_says_so()
    {
        var status = Plan(new RolloutFacts { Rollout = Rollout(25), Split = Split(0), CanaryReady = false });
        Assert.Equal(0, status.EffectiveWeight);
        Assert.Equal("NoReadyEndpoint", Of(status.Conditions, "Healthy").Reason);
        Assert.Contains("small-v2", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_of_0_needs_no_canary_that_is_ready()
    {
        var status = Plan(new RolloutFacts { Rollout = Rollout(0), Split = Split(0), CanaryReady = false });
        Assert.Equal((RolloutPhase.Progressing, 0, null), (status.Phase, status.EffectiveWeight, status.Reason));
        Assert.Equal(("True", "ManualWeight"), (Of(status.Conditions, "Progressing").Status, Of(status.Conditions, "Progressing").Reason));
        Assert.Equal(("False", "NoReadyEndpoint"), (Of(status.Conditions, "Healthy").Status, Of(status.Conditions, "Healthy").Reason));
    }

    [Fact]
    public void A_rollout_whose_policy_moved_on_is_completed()
    {
        var problem = new ObjectProblem(Rollout().Ref, "spec.tier.stableRef.name", "does nothing", ProblemReasons.Completed, ProblemSeverity.Note);
        var status = Plan(new RolloutFacts { Rollout = Rollout(), Problems = [problem] });
        Assert.Equal((RolloutPhase.Completed, 0), (status.Phase, status.EffectiveWeight));
    }

    private static CanaryRolloutStatus Plan(RolloutFacts facts) => RolloutStatusPlan.Plan(facts, Now);
}
