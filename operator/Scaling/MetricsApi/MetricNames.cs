using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>External metrics by name.</summary>
internal static class MetricNames
{
    public static IReadOnlyList<(string Name, ScalingMetricType Type)> All { get; } =
    [
        (TierNames.QueueDepthMetric, ScalingMetricType.QueueDepth),
        (TierNames.DemandMetric, ScalingMetricType.Demand),
        (TierNames.KvCacheMetric, ScalingMetricType.KvCache),
    ];

    public static ScalingMetricType? Find(string name) => All.Where(metric => metric.Name == name).Select(metric => (ScalingMetricType?)metric.Type).FirstOrDefault();
}
