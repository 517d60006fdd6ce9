using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Scaling;

/// <summary>The tiers we run with their servers, read off the caches; made anew only when these changed.</summary>
public sealed class ServedTiers(ClusterCaches caches)
{
    private readonly Lock gate = new();
    private (object Tiers, object Slices, object Secrets) seen;
    private IReadOnlyDictionary<string, ServedTier> known = new Dictionary<string, ServedTier>();

    /// <summary>By tier key. Empty until the caches are complete.</summary>
    public IReadOnlyDictionary<string, ServedTier> All
    {
        get
        {
            if (!caches.Synced.IsCompletedSuccessfully) return known;
            var now = ((object)caches.Tiers.State.Objects, (object)caches.EndpointSlices.State.Objects, (object)caches.Secrets.State.Objects);
            lock (gate)
            {
                if (seen == now) return known;
                (known, seen) = (Read(), now);
                return known;
            }
        }
    }

    public ServedTier? Find(string tier) => All.GetValueOrDefault(tier);

    private Dictionary<string, ServedTier> Read()
    {
        var slices = caches.EndpointSlices.All.Select(stored => stored.Value).OfType<EndpointSlice>().Where(IsUsable).ToLookup(TierOf);
        return caches.Tiers.All.Select(stored => stored.Value).OfType<ModelTier>().Where(tier => tier.Spec.Vllm is not null)
            .ToDictionary(tier => tier.Ref.Key, tier => new ServedTier(tier, Servers(slices[tier.Ref.Key].ToList()), Key(tier)), StringComparer.Ordinal);
    }

    private string? Key(ModelTier tier) => VllmKey.Of(caches.Secrets.Find(new ObjectKey(tier.Ref.Namespace, ApiNames.VllmKeyOf(tier.Metadata.Name)))?.Value);

    private static bool IsUsable(EndpointSlice slice) => slice.Ports is [{ Port: not null }, ..] && slice.Metadata.Labels?.ContainsKey(ApiNames.TierLabel) == true;

    private static string TierOf(EndpointSlice slice) => $"{slice.Ref.Namespace}/{slice.Metadata.Labels![ApiNames.TierLabel]}";

    private static IReadOnlyList<TierServer>? Servers(IReadOnlyList<EndpointSlice> slices) => slices.Count == 0 ? null :
    [
        .. slices.SelectMany(Servers).GroupBy(server => server.BaseUrl, StringComparer.Ordinal)
            .Select(same => same.OrderByDescending(server => server.Ready).First()).OrderBy(server => server.BaseUrl, StringComparer.Ordinal),
    ];

    private static IEnumerable<TierServer> Servers(EndpointSlice slice) =>
        from endpoint in slice.Endpoints ?? []
        let ready = endpoint.Conditions?.Ready != false
        where ready || endpoint.Conditions is { Terminating: true, Serving: true }
        from address in endpoint.Addresses
        select new TierServer(ServerUrl.Of(address, slice.Ports![0].Port), ready);
}
