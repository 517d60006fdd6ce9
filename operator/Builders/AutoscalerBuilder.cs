using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>The HPA of Builtin and PodMetrics. Zero replicas are not its business: at 0 it rests, and the operator wakes the tier.</summary>
internal static class AutoscalerBuilder
{
    public static Manifest? Build(TierPlan plan)
    {
        if (plan.Spec.Autoscaling is not { } scaling || Source(scaling) is not (ScalingSource.Builtin or ScalingSource.PodMetrics)) return null;
        return ManifestShape.Autoscaler.Of(plan.Tier, plan.Name, ("spec", Json.Of(
            ("scaleTargetRef", Target(plan)),
            ("minReplicas", TierDefaults.LeastReplicas(plan.Spec)),
            ("maxReplicas", scaling.MaxReplicas),
            ("metrics", Json.List(ScalingTarget.Of(plan.Spec).Select(target => Metric(plan, target)))),
            ("behavior", Behavior(scaling)))));
    }

    internal static ScalingSource Source(AutoscalingSpec scaling) => scaling.Source ?? ScalingSource.Builtin;

    internal static JsonObject Target(TierPlan plan) => Json.Of(("apiVersion", "apps/v1"), ("kind", "Deployment"), ("name", plan.Name));

    internal static JsonObject Behavior(AutoscalingSpec scaling) => Json.Of(
        ("scaleUp", Window(TierDefaults.ScaleUpStabilization(scaling))), ("scaleDown", Window(TierDefaults.ScaleDownStabilization(scaling))));

    private static JsonObject Window(TimeSpan stabilization) => Json.Of(("stabilizationWindowSeconds", (int)Math.Ceiling(stabilization.TotalSeconds)));

    private static JsonObject Metric(TierPlan plan, ScalingTarget target) =>
        Source(plan.Spec.Autoscaling!) == ScalingSource.Builtin ? External(plan, target) : Pods(plan, target);

    /// <summary>Counts are shared out among the replicas; a mean is compared as it is.</summary>
    private static JsonObject External(TierPlan plan, ScalingTarget target)
    {
        var name = target.Type switch
        {
            ScalingMetricType.QueueDepth => TierNames.QueueDepthMetric,
            ScalingMetricType.Demand => TierNames.DemandMetric,
            _ => TierNames.KvCacheMetric,
        };
        var aim = target.Type == ScalingMetricType.KvCache
            ? Json.Of(("type", "Value"), ("value", target.Value))
            : Json.Of(("type", "AverageValue"), ("averageValue", target.Value));
        return Json.Of(("type", "External"), ("external", Json.Of(
            ("metric", Json.Of(("name", name), ("selector", TierNames.Selector(plan.Tier)))), ("target", aim))));
    }

    /// <summary>vLLM's own names, as an adapter serves them. Demand is what runs: waiting requests have a signal of their own, and nobody knows held ones here.</summary>
    private static JsonObject Pods(TierPlan plan, ScalingTarget target)
    {
        var name = target.Type switch
        {
            ScalingMetricType.QueueDepth => "vllm:num_requests_waiting",
            ScalingMetricType.Demand => "vllm:num_requests_running",
            _ => plan.Traits.KvCacheMetric,
        };
        return Json.Of(("type", "Pods"), ("pods", Json.Of(
            ("metric", Json.Of(("name", name))), ("target", Json.Of(("type", "AverageValue"), ("averageValue", target.Value))))));
    }
}
