using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;

namespace LlmRouting.Operator.Scaling;

/// <summary>The tiers we run with their servers, read off the caches.</summary>
public sealed class ServedTiers(ClusterCaches caches)
{
    private readonly Lock gate = new();
    private (object Tiers, object Slices, object Secrets, object Pods) seen;
    private IReadOnlyDictionary<string, ServedTier> known = new Dictionary<string, ServedTier>();

    /// <summary>By tier key; made anew only when something changed. Empty until the caches are complete.</summary>
    public IReadOnlyDictionary<string, ServedTier> All
    {
        get
        {
            if (!caches.Synced.IsCompletedSuccessfully) return known;
            var now = (caches.Tiers.State.Objects, caches.EndpointSlices.State.Objects, caches.Secrets.State.Objects, caches.Pods.State.Objects);
            lock (gate)
            {
                if (seen == now) return known;
                (known, seen) = (caches.Tiers.All.Select(Made).OfType<ServedTier>().ToDictionary(tier => tier.Key, StringComparer.Ordinal), now);
                return known;
            }
        }
    }

    /// <summary>Null until the caches are complete.</summary>
    /// <remarks>One tier, and not out of <see cref="All"/>: while a fleet appears everything changes all the time, and every reconcile asks.</remarks>
    public ServedTier? Find(string tier) =>
        caches.Synced.IsCompletedSuccessfully && caches.Tiers.Find(ObjectKey.Parse(tier)) is { } stored ? Made(stored) : null;

    /// <summary>Null where we do not run it.</summary>
    private ServedTier? Made(StoredObject<ModelTier> stored)
    {
        if (stored.Value is not { Spec.Vllm: not null } tier) return null;
        var slices = caches.EndpointSlices.Of(stored.Key).Select(slice => slice.Value!).Where(IsUsable).ToList();
        return new ServedTier(tier, slices.Count == 0 ? null : Servers(slices, Started(stored.Key)), Key(tier));
    }

    private HashSet<string> Started(ObjectKey tier) => [.. caches.Pods.Of(tier).Where(pod => pod.Value!.View.Started).SelectMany(pod => pod.Value!.View.Ips)];

    private string? Key(ModelTier tier) => VllmKey.Of(caches.Secrets.Find(new ObjectKey(tier.Ref.Namespace, ApiNames.VllmKeyOf(tier.Metadata.Name)))?.Value);

    private static bool IsUsable(EndpointSlice slice) => slice.Ports is [{ Port: not null }, ..] && TierSlices.IsOfTiersService(slice);

    private static IReadOnlyList<TierServer> Servers(IEnumerable<EndpointSlice> slices, HashSet<string> started) =>
    [
        .. slices.SelectMany(slice => Servers(slice, started)).GroupBy(server => server.BaseUrl, StringComparer.Ordinal)
            .Select(same => same.OrderByDescending(server => server.Ready).First()).OrderBy(server => server.BaseUrl, StringComparer.Ordinal),
    ];

    /// <summary>Of those that are not ready: the ending ones while they serve, and those that have started. What still loads, or never got a node, serves nothing.</summary>
    private static IEnumerable<TierServer> Servers(EndpointSlice slice, HashSet<string> started) =>
        from endpoint in slice.Endpoints ?? []
        let ready = endpoint.Conditions?.Ready != false
        let ending = !ready && endpoint.Conditions is { Terminating: true }
        from address in endpoint.Addresses
        where ready || (ending ? endpoint.Conditions!.Serving == true : started.Contains(address))
        select new TierServer(ServerUrl.Of(address, slice.Ports![0].Port), ready, ending);
}
