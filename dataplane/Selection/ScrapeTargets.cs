using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Selection;

/// <summary>The endpoints whose queue is worth knowing: vLLM's. Others serve no such metrics.</summary>
public static class ScrapeTargets
{
    public static IReadOnlyList<ScrapeTarget> Of(RuntimeSnapshot snapshot) =>
        [.. snapshot.Tiers.Where(tier => tier.Snapshot.Managed).SelectMany(tier => tier.Endpoints.Select(endpoint => new ScrapeTarget(endpoint, tier.ApiKey)))];
}
