using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Tiers whose servers get no new request: those being deleted, and those on their way to sleep. Read off the objects, so that every operator replica says the same.</summary>
public static class DrainingSet
{
    public static IReadOnlyList<DrainingTier> Of(ClusterCaches caches) =>
    [
        .. caches.Tiers.All
            .Where(tier => tier.DeletionTimestamp is not null || (tier.Value is not null && IsFallingAsleep(caches, tier.Key)))
            .Select(tier => new DrainingTier(tier.Key.ToString(), null))
            .OrderBy(tier => tier.Tier, StringComparer.Ordinal),
    ];

    private static bool IsFallingAsleep(ClusterCaches caches, ObjectKey key) =>
        caches.Deployments.Find(key)?.Value is { } deployment && SleepMark.Of(deployment.Body) == SleepMark.Draining;
}
