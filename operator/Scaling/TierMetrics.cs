using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Runtime.Metrics;

namespace LlmRouting.Operator.Scaling;

/// <summary>Gauges of every tier that we run (S1.15, S4.18). A figure that is incomplete has no sample, rather than one that is too small. Every operator replica says the same, so sums are of max by (namespace, tier).</summary>
public static class TierMetrics
{
    private static readonly string[] Labels = ["namespace", "tier"];

    public static void Register(OperatorMetrics metrics, TierLoads loads)
    {
        Add("llm_tier_replicas_ready", "Replicas that serve.", tier => loads.ReadyReplicas(tier.Tier));
        Add("llm_tier_replicas_desired", "Replicas wanted by whoever scales.", tier => loads.Replicas(tier.Tier));
        Add("llm_tier_queue_depth", "Requests that wait in servers, and those held for the tier.", tier => loads.Of(tier).QueueDepth.Value);
        Add("llm_tier_demand", "Requests that run, wait or are held.", tier => loads.Of(tier).Demand.Value);
        Add("llm_tier_kv_cache", "Mean share of the KV cache in use, 0..1.", tier => loads.Of(tier) is { Servers: > 0 } load ? load.KvCache.Value : null);
        Add("llm_tier_cost_dollars_per_hour", "costPerHour of every ready replica.", tier => Cost(tier.Tier.Spec.CostPerHour, loads.ReadyReplicas(tier.Tier)));

        void Add(string name, string help, Func<ServedTier, double?> value) => metrics.Collect(name, help, Labels, () =>
            loads.Tiers.Select(tier => (Tier: tier, Value: value(tier))).Where(one => one.Value is not null)
                .Select(one => (new[] { one.Tier.Tier.Ref.Namespace, one.Tier.Tier.Metadata.Name }, one.Value!.Value)));
    }

    private static double? Cost(string? perHour, int? ready) => perHour is not null && Decimals.TryParse(perHour, out var cost) ? (double)(cost * (ready ?? 0)) : null;
}
