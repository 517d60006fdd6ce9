using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Operator.Publishing;

/// <summary>A canary that has no endpoint ready gets no traffic, whatever its rollout says; never a 503 for it.</summary>
internal static class EffectiveWeights
{
    public static RoutingSnapshot Of(RoutingSnapshot snapshot)
    {
        if (snapshot.Splits.Count == 0) return snapshot;
        var ready = snapshot.Endpoints.Where(tier => tier.BaseUrls.Count > 0).Select(tier => tier.Tier).ToHashSet(StringComparer.Ordinal);
        return snapshot with { Splits = [.. snapshot.Splits.Select(split => ready.Contains(split.Canary) ? split : split with { Weight = 0 })] };
    }
}
