using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Tables;

/// <summary>Columns of built-in kinds between Name and Age; only those that people look at.</summary>
public static class BuiltinColumns
{
    public static TableColumn Age { get; } = new("Age", "string", (o, now) => Cells.Age(o["metadata"]?["creationTimestamp"], now));

    public static IReadOnlyList<TableColumn> Event { get; } =
    [
        Text("Last Seen", _ => "") with { Cell = (o, now) => Cells.Age(o["series"]?["lastObservedTime"] ?? o["lastTimestamp"] ?? o["eventTime"], now) }, Text("Type", o => At(o, "type")), Text("Reason", o => At(o, "reason")),
        Text("Object", o => $"{At(o, "involvedObject.kind").ToLowerInvariant()}/{At(o, "involvedObject.name")}"), Wide("Subobject", o => At(o, "involvedObject.fieldPath")),
        Wide("Source", o => string.Join(", ", new[] { Or(At(o, "source.component"), At(o, "reportingComponent")), Or(At(o, "source.host"), At(o, "reportingInstance")) }.Where(t => t.Length > 0))), Text("Message", o => At(o, "message").Trim()),
        Text("First Seen", _ => "") with { Priority = 1, Cell = (o, now) => Cells.Age(o["firstTimestamp"] ?? o["eventTime"], now) }, Count("Count", "series.count") with { Priority = 1, Cell = (o, _) => Math.Max(1, Math.Max(Number(o, "series.count"), Number(o, "count"))) },
        Wide("Name", o => At(o, "metadata.name")) with { Format = "name" },
    ];

    /// <summary>Behind Age, for <c>kubectl get -o wide</c>.</summary>
    public static IEnumerable<TableColumn> Wide(string kind) => kind switch
    {
        "Deployment" => [Wide("Containers", o => Containers(o, "name")), Wide("Images", o => Containers(o, "image")), Wide("Selector", o => Or(Labels(o["spec"]?["selector"]?["matchLabels"]), "<none>"))],
        "Pod" => [Wide("IP", o => Or(At(o, "status.podIP"), "<none>")), Wide("Node", o => Or(At(o, "spec.nodeName"), "<none>")), Wide("Nominated Node", o => Or(At(o, "status.nominatedNodeName"), "<none>")), Wide("Readiness Gates", _ => "<none>")],
        "Service" => [Wide("Selector", o => Or(Labels(o["spec"]?["selector"]), "<none>"))],
        _ => [],
    };

    public static IEnumerable<TableColumn> Of(string kind) => kind switch
    {
        "Deployment" => [Text("Ready", o => $"{Number(o, "status.readyReplicas")}/{Number(o, "spec.replicas")}"), Count("Up-to-date", "status.updatedReplicas"), Count("Available", "status.availableReplicas")],
        "Pod" => [Text("Ready", PodReady), Text("Status", PodStatus), Text("Restarts", _ => "0")],
        "Service" => [Text("Type", o => At(o, "spec.type")), Text("Cluster-IP", o => At(o, "spec.clusterIP")), Text("External-IP", _ => "<none>"), Text("Port(s)", Ports)],
        "Namespace" or "PersistentVolumeClaim" => [Text("Status", o => At(o, "status.phase"))],
        "Lease" => [Text("Holder", o => At(o, "spec.holderIdentity"))],
        "ConfigMap" => [Text("Data", o => Size(o["data"]))],
        "Secret" => [Text("Type", o => At(o, "type")), Text("Data", o => Size(o["data"]))],
        "CustomResourceDefinition" => [Text("Created At", o => At(o, "metadata.creationTimestamp"))],
        "HorizontalPodAutoscaler" => [Text("Reference", o => $"{At(o, "spec.scaleTargetRef.kind")}/{At(o, "spec.scaleTargetRef.name")}"), Text("MinPods", o => At(o, "spec.minReplicas")), Text("MaxPods", o => At(o, "spec.maxReplicas"))],
        "PodDisruptionBudget" => [Text("Min Available", o => Or(At(o, "spec.minAvailable"), "N/A")), Text("Max Unavailable", o => Or(At(o, "spec.maxUnavailable"), "N/A"))],
        _ => [],
    };

    private static TableColumn Text(string name, Func<JsonObject, string> cell) => new(name, "string", (o, _) => cell(o));

    private static TableColumn Count(string name, string path) => new(name, "string", (o, _) => Number(o, path));

    private static TableColumn Wide(string name, Func<JsonObject, string> cell) => Text(name, cell) with { Priority = 1 };

    private static string Containers(JsonObject owner, string member) =>
        string.Join(",", (owner["spec"]?["template"]?["spec"]?["containers"] as JsonArray ?? []).Select(c => (string?)c![member]));

    private static string Labels(JsonNode? labels) => string.Join(",", (labels as JsonObject ?? []).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));

    private static string At(JsonObject value, string path)
    {
        JsonNode? node = value;
        foreach (var name in path.Split('.')) node = (node as JsonObject)?[name];
        return node?.ToString() ?? "";
    }

    private static long Number(JsonObject value, string path) => long.TryParse(At(value, path), out var number) ? number : 0;

    private static string Or(string text, string other) => text.Length > 0 ? text : other;

    private static string Size(JsonNode? map) => $"{(map as JsonObject)?.Count ?? 0}";

    private static string Ports(JsonObject service) =>
        Or(string.Join(",", (service["spec"]?["ports"] as JsonArray ?? []).Select(p => $"{p!["port"]}/{p["protocol"]}")), "<none>");

    private static string PodReady(JsonObject pod)
    {
        var statuses = pod["status"]?["containerStatuses"] as JsonArray ?? [];
        return $"{statuses.Count(s => (bool?)s!["ready"] ?? false)}/{(pod["spec"]?["containers"] as JsonArray)?.Count ?? 0}";
    }

    private static string PodStatus(JsonObject pod) => pod["metadata"]?["deletionTimestamp"] is not null ? "Terminating" : Or(At(pod, "status.reason"), At(pod, "status.phase"));
}
