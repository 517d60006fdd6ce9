using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>A signal and what it should be.</summary>
/// <param name="Value">Requests per replica, or the KV cache's mean usage, as a canonical quantity.</param>
internal sealed record ScalingTarget(ScalingMetricType Type, string Value)
{
    /// <summary>In the order of the enum, so that a reordered list is no change. Demand is always there; QueueDepth unless metrics are listed without it.</summary>
    public static IReadOnlyList<ScalingTarget> Of(ModelTierSpec spec)
    {
        var written = spec.Autoscaling!.Metrics;
        IEnumerable<ScalingMetricSpec> all = written ?? [new() { Type = ScalingMetricType.QueueDepth }];
        if (!all.Any(metric => metric.Type == ScalingMetricType.Demand)) all = all.Append(new() { Type = ScalingMetricType.Demand });
        return [.. all.OrderBy(metric => metric.Type).DistinctBy(metric => metric.Type).Select(metric => new ScalingTarget(metric.Type, Aim(spec, metric)))];
    }

    private static string Aim(ModelTierSpec spec, ScalingMetricSpec metric)
    {
        var text = metric.Type switch
        {
            ScalingMetricType.QueueDepth => $"{metric.PerReplica ?? TierDefaults.QueueDepthPerReplica}",
            ScalingMetricType.Demand => $"{metric.PerReplica ?? TierDefaults.DemandPerReplica(spec)}",
            _ => metric.Utilization ?? "0.80",
        };
        return Quantity.TryCanonical(text, out var canonical) ? canonical : text;
    }
}
