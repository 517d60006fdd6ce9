using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>The GPUs, and enough CPU and memory that the pod is not the first a node under pressure throws out.</summary>
internal static class ResourceBuilder
{
    /// <summary>Per GPU; fits the smallest machine with an L4.</summary>
    private const int Cores = 2;

    private const int Gibibytes = 8;

    public static JsonObject Build(TierPlan plan)
    {
        var count = TierDefaults.GpuCount(plan.Spec);
        var overlay = plan.ContainerOverlay?.Resources;
        var limits = Canonical(overlay?.Limits);
        var requests = Canonical(overlay?.Requests);
        Default("cpu", Cores * count, "");
        Default("memory", Gibibytes * count, "Gi");
        limits[plan.Gpu.ResourceName!] = count.ToString(CultureInfo.InvariantCulture);
        return Json.Of(("requests", Json.Map(requests)), ("limits", Json.Map(limits)));

        // The server requests what is limited; a default of ours above the tier's limit would be refused.
        void Default(string name, int amount, string suffix)
        {
            if (!limits.ContainsKey(name)) requests.TryAdd(name, string.Create(CultureInfo.InvariantCulture, $"{amount}{suffix}"));
        }
    }

    private static Dictionary<string, string> Canonical(IReadOnlyDictionary<string, string>? quantities)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in quantities ?? new Dictionary<string, string>())
            result[name] = Quantity.TryCanonical(text, out var canonical) ? canonical : text;
        return result;
    }
}
