using System.Text.Json;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>How many replicas a Deployment starts with, and when the tier's spec alone decides. Under autoscaling somebody else does.</summary>
public static class ReplicaPlan
{
    /// <summary>A tier that may sleep starts awake: what is wrong with it shows at once and not at the first request.</summary>
    public static int First(ModelTierSpec spec) => spec.Autoscaling is { } scaling ? Math.Max(1, scaling.MinReplicas ?? 1) : spec.Replicas ?? 1;

    /// <summary>Null: leave the number alone.</summary>
    public static int? Change(ModelTierSpec spec, JsonElement deployment)
    {
        var current = deployment.Field("spec").Number("replicas") ?? 1;
        if (spec.Autoscaling is null) return current == (spec.Replicas ?? 1) && SleepMark.Of(deployment) is null ? null : spec.Replicas ?? 1;
        // An HPA does not act on a Deployment with 0 replicas, so one that was stopped by hand would stay so for ever. KEDA puts tiers to sleep by itself.
        return current == 0 && spec.Autoscaling.Source != ScalingSource.Keda && SleepMark.Of(deployment) is null ? First(spec) : null;
    }
}
