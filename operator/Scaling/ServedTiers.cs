using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Scaling;

/// <summary>The tiers we run with their servers, read off the caches; made anew only when these changed.</summary>
public sealed class ServedTiers(ClusterCaches caches)
{
    private readonly Lock gate = new();
    private (object Tiers, object Slices, object Secrets, object Pods) seen;
    private IReadOnlyDictionary<string, ServedTier> known = new Dictionary<string, ServedTier>();

    /// <summary>By tier key. Empty until the caches are complete.</summary>
    public IReadOnlyDictionary<string, ServedTier> All
    {
        get
        {
            if (!caches.Synced.IsCompletedSuccessfully) return known;
            var now = Now;
            lock (gate)
            {
                if (seen == now) return known;
                (known, seen) = (Read(), now);
                return known;
            }
        }
    }

    /// <summary>Where something has changed since, this one alone is made: while a fleet appears everything changes all the time, and every reconcile asks.</summary>
    public ServedTier? Find(string tier)
    {
        lock (gate)
        {
            if (seen == Now || !caches.Synced.IsCompletedSuccessfully) return known.GetValueOrDefault(tier);
        }

        var (ns, name) = tier.IndexOf('/', StringComparison.Ordinal) is var at and > 0 ? (tier[..at], tier[(at + 1)..]) : ("", tier);
        if (caches.Tiers.Find(new ObjectKey(ns, name))?.Value is not { Spec.Vllm: not null } found) return null;
        var slices = caches.EndpointSlices.All.Select(stored => stored.Value).OfType<EndpointSlice>().Where(slice => slice.Ref.Namespace == ns && slice.Metadata.Labels?.GetValueOrDefault(ApiNames.TierLabel) == name && IsUsable(slice));
        var started = caches.Pods.All.Where(stored => stored.Key.Namespace == ns && stored.Value?.Tier == name && stored.Value.View is { Started: true, Ip: not null }).Select(stored => stored.Value!.View.Ip!).ToHashSet();
        return new ServedTier(found, Servers([.. slices], started.Contains), Key(found));
    }

    private (object Tiers, object Slices, object Secrets, object Pods) Now => (caches.Tiers.State.Objects, caches.EndpointSlices.State.Objects, caches.Secrets.State.Objects, caches.Pods.State.Objects);

    private Dictionary<string, ServedTier> Read()
    {
        var slices = caches.EndpointSlices.All.Select(stored => stored.Value).OfType<EndpointSlice>().Where(IsUsable).ToLookup(TierOf);
        var started = caches.Pods.All.Where(stored => stored.Value is { Tier: not null, View: { Started: true, Ip: not null } })
            .Select(stored => ($"{stored.Key.Namespace}/{stored.Value!.Tier}", stored.Value.View.Ip!)).ToHashSet();
        return caches.Tiers.All.Select(stored => stored.Value).OfType<ModelTier>().Where(tier => tier.Spec.Vllm is not null)
            .ToDictionary(tier => tier.Ref.Key, tier => new ServedTier(tier, Servers(slices[tier.Ref.Key].ToList(), address => started.Contains((tier.Ref.Key, address))), Key(tier)), StringComparer.Ordinal);
    }

    private string? Key(ModelTier tier) => VllmKey.Of(caches.Secrets.Find(new ObjectKey(tier.Ref.Namespace, ApiNames.VllmKeyOf(tier.Metadata.Name)))?.Value);

    private static bool IsUsable(EndpointSlice slice) => slice.Ports is [{ Port: not null }, ..] && TierSlices.IsOfTiersService(slice);

    private static string TierOf(EndpointSlice slice) => $"{slice.Ref.Namespace}/{slice.Metadata.Labels![ApiNames.TierLabel]}";

    private static IReadOnlyList<TierServer>? Servers(IReadOnlyList<EndpointSlice> slices, Func<string, bool> hasStarted) => slices.Count == 0 ? null :
    [
        .. slices.SelectMany(slice => Servers(slice, hasStarted)).GroupBy(server => server.BaseUrl, StringComparer.Ordinal)
            .Select(same => same.OrderByDescending(server => server.Ready).First()).OrderBy(server => server.BaseUrl, StringComparer.Ordinal),
    ];

    /// <summary>Of those that are not ready: the ending ones while they serve, and those that have started. What still loads, or never got a node, serves nothing.</summary>
    private static IEnumerable<TierServer> Servers(EndpointSlice slice, Func<string, bool> hasStarted) =>
        from endpoint in slice.Endpoints ?? []
        let ready = endpoint.Conditions?.Ready != false
        let ending = !ready && endpoint.Conditions is { Terminating: true }
        from address in endpoint.Addresses
        where ready || (ending ? endpoint.Conditions!.Serving == true : hasStarted(address))
        select new TierServer(ServerUrl.Of(address, slice.Ports![0].Port), ready, ending);
}
