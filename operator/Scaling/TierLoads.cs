using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Scaling;

/// <summary>How busy every tier is, as this replica knows it.</summary>
/// <param name="held">By tier key; null on a standby, since reports go to the leader.</param>
public sealed class TierLoads(ServedTiers tiers, LoadBook book, ClusterCaches caches, Func<string, int?> held)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Tiers that we run.</summary>
    public IEnumerable<ServedTier> Tiers => tiers.All.Values;

    /// <summary>Null where it is no tier that we run.</summary>
    /// <param name="tier">Tier key.</param>
    public ServedTier? Served(string tier) => tiers.Find(tier);

    /// <summary>Null where it is no tier that we run.</summary>
    /// <param name="tier">Tier key.</param>
    public TierLoad? Find(string tier) => tiers.Find(tier) is { } served ? Of(served) : null;

    public TierLoad Of(ServedTier tier) =>
        LoadSum.Of([.. (tier.Servers ?? []).Select(server => (server, book.Of(tier.Key, server.BaseUrl)))], held(tier.Key), Replicas(tier.Tier));

    /// <summary>Servers, but ending ones, that have said nothing for half a minute; while there are any, the tier is not scaled down.</summary>
    public IReadOnlyList<string> Silent(ServedTier tier) =>
        [.. (tier.Servers ?? []).Where(server => !server.Ending && book.SilentFor(tier.Key, server.BaseUrl) >= Patience).Select(server => server.BaseUrl)];

    /// <summary>Replicas wanted by whoever scales; null before the Deployment is known.</summary>
    public int? Replicas(ModelTier tier) =>
        caches.Deployments.Find(new ObjectKey(tier.Ref.Namespace, tier.Metadata.Name))?.Value is { } deployment ? deployment.Body.Field("spec").Number("replicas") ?? 1 : null;

    public int? ReadyReplicas(ModelTier tier) =>
        caches.Deployments.Find(new ObjectKey(tier.Ref.Namespace, tier.Metadata.Name))?.Value is { } deployment ? deployment.Body.Field("status").Number("readyReplicas") ?? 0 : null;
}
