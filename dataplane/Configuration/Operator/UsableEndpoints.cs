using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Which of a snapshot's endpoints get new requests.</summary>
public static class UsableEndpoints
{
    /// <param name="draining">Servers that are about to go; null: none.</param>
    /// <param name="verified">What servers of ours must be among, by tier and base URL; null: all are trusted.</param>
    public static RoutingSnapshot Of(RoutingSnapshot snapshot, DrainingFrame? draining, IReadOnlySet<(string, string)>? verified)
    {
        if (draining is null or { Tiers: [] } && verified is null) return snapshot;
        var managed = snapshot.Tiers.Where(tier => tier.Managed).Select(tier => tier.Key).ToHashSet(StringComparer.Ordinal);
        var leaving = (draining?.Tiers ?? []).ToLookup(tier => tier.Tier, tier => tier.BaseUrls);
        return snapshot with { Endpoints = [.. snapshot.Endpoints.Select(of => of with { BaseUrls = [.. of.BaseUrls.Where(url => IsUsable(of.Tier, url))] })] };

        bool IsUsable(string tier, string url) =>
            !leaving[tier].Any(urls => urls is null || urls.Contains(url)) && (verified is null || !managed.Contains(tier) || verified.Contains((tier, url)));
    }
}
