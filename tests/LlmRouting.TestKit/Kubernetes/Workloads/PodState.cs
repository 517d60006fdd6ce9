using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>Readiness of a Pod, as its conditions say.</summary>
internal static class PodState
{
    public static bool IsReady(StoredObject pod) =>
        (pod.Json["status"]?["conditions"] as JsonArray ?? []).Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");

    public static void Write(JsonObject status, JsonObject pod, string ip, bool ready, string now)
    {
        status["phase"] = "Running";
        status["podIP"] = ip;
        status["hostIP"] ??= "10.0.0.1";
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = ip });
        status["startTime"] ??= now;
        var value = ready ? "True" : "False";
        var changed = !(status["conditions"] as JsonArray ?? []).Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == value);
        if (!changed) return;
        status["conditions"] = new JsonArray([.. new[] { ("PodScheduled", "True"), ("Initialized", "True"), ("ContainersReady", value), ("Ready", value) }.Select(
            c => new JsonObject { ["type"] = c.Item1, ["status"] = c.Item2, ["lastProbeTime"] = null, ["lastTransitionTime"] = now })]);
        status["containerStatuses"] = new JsonArray([.. (pod["spec"]!["containers"] as JsonArray ?? []).Select(c => Container(c!.AsObject(), ready, now))]);
    }

    private static JsonObject Container(JsonObject container, bool ready, string now) => new()
    {
        ["name"] = container["name"]!.DeepClone(), ["image"] = container["image"]!.DeepClone(), ["imageID"] = "", ["ready"] = ready, ["started"] = true, ["restartCount"] = 0L,
        ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now } }, ["lastState"] = new JsonObject(),
    };
}
