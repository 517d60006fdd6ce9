using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>Names and labels of what belongs to a tier. Where nothing else is said an object is called as its tier.</summary>
public static class TierNames
{
    /// <summary>vLLM's port in every pod, and the Service's.</summary>
    public const int Port = 8000;

    public const string PortName = "http";

    /// <summary>External metrics of external.metrics.k8s.io, each selected by <see cref="ApiNames.TierLabel"/>.</summary>
    public const string QueueDepthMetric = "llm_tier_queue_depth";

    public const string DemandMetric = "llm_tier_demand";

    /// <summary>0..1, the mean over the tier's pods.</summary>
    public const string KvCacheMetric = "llm_tier_kv_cache";

    public static string CacheClaim(string tier) => $"{tier}-model-cache";

    /// <summary>What finds the tier's pods.</summary>
    internal static JsonObject Selector(ModelTier tier) => Json.Of(("matchLabels", TierLabel(tier)));

    internal static JsonObject TierLabel(ModelTier tier) => Json.Of((ApiNames.TierLabel, tier.Metadata.Name));

    /// <summary>Never the tier's own labels: whoever may label a ModelTier must not thereby label pods.</summary>
    internal static SortedDictionary<string, string> Labels(ModelTier tier) => new(StringComparer.Ordinal)
    {
        ["app.kubernetes.io/name"] = "vllm",
        ["app.kubernetes.io/instance"] = tier.Metadata.Name,
        ["app.kubernetes.io/managed-by"] = "llm-routing",
        ["app.kubernetes.io/part-of"] = "llm-routing",
        [ApiNames.TierLabel] = tier.Metadata.Name,
    };
}
