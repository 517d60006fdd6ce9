using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>KEDA asks the operator for the tier's figures as JSON. It also puts the tier to sleep and wakes it: a ScaledObject would undo another's 0.</summary>
internal static class ScaledObjectBuilder
{
    private const int PollingSeconds = 5;

    public static Manifest? Build(TierPlan plan)
    {
        if (plan.Spec.Autoscaling is not { Source: ScalingSource.Keda } scaling) return null;
        return ManifestShape.ScaledObject.Of(plan.Tier, plan.Name, ("spec", Json.Of(
            ("scaleTargetRef", AutoscalerBuilder.Target(plan)),
            ("minReplicaCount", scaling.MinReplicas ?? 1),
            ("maxReplicaCount", scaling.MaxReplicas),
            ("pollingInterval", PollingSeconds),
            ("cooldownPeriod", (int)Math.Ceiling(TierDefaults.ScaleDownStabilization(scaling).TotalSeconds)),
            ("advanced", Json.Of(("horizontalPodAutoscalerConfig", Json.Of(("behavior", AutoscalerBuilder.Behavior(scaling)))))),
            ("triggers", Json.List(ScalingTarget.Of(plan.Spec).Select(target => Trigger(plan, target)))))));
    }

    private static JsonObject Trigger(TierPlan plan, ScalingTarget target)
    {
        var (field, type) = target.Type switch
        {
            ScalingMetricType.QueueDepth => ("queueDepth", "AverageValue"),
            ScalingMetricType.Demand => ("demand", "AverageValue"),
            _ => ("kvCache", "Value"),
        };
        return Json.Of(("type", "metrics-api"), ("metricType", type), ("metadata", Json.Of(
            ("url", $"{plan.Options.ScalingUrl!.TrimEnd('/')}/v1/scaling/{plan.Tier.Ref.Namespace}/{plan.Name}"),
            ("valueLocation", field), ("targetValue", Plain(target.Value)))));
    }

    /// <summary>KEDA reads numbers, not quantities.</summary>
    private static string Plain(string quantity) =>
        Quantity.TryParse(quantity, out var value, out _) ? value.ToString("0.#########", CultureInfo.InvariantCulture) : quantity;
}
