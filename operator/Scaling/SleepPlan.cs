using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Reconcilers.Tiers;

namespace LlmRouting.Operator.Scaling;

/// <summary>Awake, draining, asleep: the next step of a tier that may be at 0; pure. Where it is stands on its Deployment, so any operator can go on.</summary>
public static class SleepPlan
{
    /// <summary>KEDA puts its tiers to sleep itself.</summary>
    public static bool MaySleep(ModelTierSpec spec) => spec.Autoscaling is { MinReplicas: 0 } scaling && scaling.Source != ScalingSource.Keda;

    /// <returns>Null: stay.</returns>
    public static SleepStep? Next(SleepFacts facts)
    {
        if (facts.Mark is null) return Awake(facts);
        if (Reason(facts) is { } why) return new SleepStep(Math.Max(facts.Replicas, TierDefaults.LeastReplicas(facts.Spec)), null, why);
        if (facts.Mark == SleepMark.Draining && facts.Replicas > 0) return facts.IsDrained ? new SleepStep(0, SleepMark.Asleep, "drained") : null;
        return facts.Mark == SleepMark.Asleep ? null : new SleepStep(0, SleepMark.Asleep, "nothing runs");
    }

    private static SleepStep? Awake(SleepFacts facts)
    {
        if (!MaySleep(facts.Spec) || facts.Replicas == 0 || facts.UnderRollout || facts.Load.Demand.Value is not 0) return null;
        var after = TierDefaults.ScaleDownStabilization(facts.Spec.Autoscaling!);
        return facts.Load.QuietFor >= after ? new SleepStep(facts.Replicas, SleepMark.Draining, "idle") : null;
    }

    /// <summary>Why it must not sleep; null where it may.</summary>
    private static string? Reason(SleepFacts facts) =>
        !MaySleep(facts.Spec) ? "it may sleep no longer"
        : facts.Load.Held > 0 ? "requests are held"
        : facts.Load.Demand.Known > 0 ? "requests arrived"
        : facts.UnderRollout ? "a rollout has it"
        : facts.Mark == SleepMark.Asleep && facts.Replicas > 0 ? "somebody scaled it up"
        : null;
}
