using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Bounds and signals of an autoscaled tier.</summary>
internal static class AutoscalingRules
{
    public const int MaxReplicas = 1000;
    private const string Path = "spec.autoscaling";

    public static void Check(FieldCheck check, AutoscalingSpec? spec)
    {
        if (spec is null) return;
        check.Range($"{Path}.minReplicas", spec.MinReplicas, 0, MaxReplicas);
        check.Range($"{Path}.maxReplicas", spec.MaxReplicas, 1, MaxReplicas);
        check.When(
            TierDefaults.MinReplicas(spec) > spec.MaxReplicas && spec.MaxReplicas > 0,
            $"{Path}.minReplicas", "must not be greater than maxReplicas");
        check.Count($"{Path}.metrics", spec.Metrics, 1, 3);
        check.Unique($"{Path}.metrics", spec.Metrics, metric => metric.Type, "type");
        check.Each($"{Path}.metrics", spec.Metrics, (path, metric) => Metric(check, path, metric));
        check.Duration($"{Path}.scaleUp.stabilization", spec.ScaleUp?.Stabilization, TimeSpan.Zero, TimeSpan.FromHours(1));
        check.Duration($"{Path}.scaleDown.stabilization", spec.ScaleDown?.Stabilization, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    private static void Metric(FieldCheck check, string path, ScalingMetricSpec metric)
    {
        var cache = metric.Type == ScalingMetricType.KvCache;
        check.Range(FieldPath.Field(path, "perReplica"), metric.PerReplica, 1, 100_000);
        check.When(cache == metric.PerReplica is not null, FieldPath.Field(path, "perReplica"), "goes with QueueDepth and Demand, which need it");
        check.Number(FieldPath.Field(path, "utilization"), metric.Utilization, 0.01m, 1, "0.80");
        check.When(cache != metric.Utilization is not null, FieldPath.Field(path, "utilization"), "goes with KvCache, which needs it");
    }
}
