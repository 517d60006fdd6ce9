using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>For Prometheus; vLLM emits no tier label, so that one is made of the pod's (S0.24a).</summary>
internal static class PodMonitorBuilder
{
    public static Manifest Build(TierPlan plan)
    {
        var endpoint = Json.Of(
            ("port", TierNames.PortName), ("path", "/metrics"), ("interval", "15s"),
            ("relabelings", Json.List(
                Relabel("__meta_kubernetes_pod_label_llmrouting_dev_tier", "tier"),
                Relabel("__meta_kubernetes_namespace", "namespace"),
                Relabel("__meta_kubernetes_pod_name", "pod"))));
        var manifest = ManifestShape.PodMonitor.Of(plan.Tier, plan.Name, ("spec", Json.Of(
            ("selector", TierNames.Selector(plan.Tier)), ("podMetricsEndpoints", Json.List(endpoint)))));
        manifest.Body["metadata"]!["labels"] = Json.Map(Labels(plan));
        return manifest;
    }

    /// <summary>Ours win: the operator finds the object by them.</summary>
    private static SortedDictionary<string, string> Labels(TierPlan plan)
    {
        var labels = TierNames.Labels(plan.Tier);
        foreach (var (key, value) in plan.Options.PodMonitorLabels ?? new Dictionary<string, string>()) labels.TryAdd(key, value);
        return labels;
    }

    private static JsonObject Relabel(string source, string target) =>
        Json.Of(("action", "replace"), ("sourceLabels", Json.Strings([source])), ("targetLabel", target));
}
