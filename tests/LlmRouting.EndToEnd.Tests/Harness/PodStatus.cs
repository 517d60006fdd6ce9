using System.Text.Json.Nodes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Statuses as a kubelet writes them.</summary>
internal static class PodStatus
{
    public static JsonObject Ready(string address) => Patch(new JsonObject
    {
        ["phase"] = "Running", ["podIP"] = address, ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address }),
        ["conditions"] = Conditions("True"),
    });

    public static JsonObject PullFails(string image) => Patch(new JsonObject
    {
        ["phase"] = "Pending",
        ["conditions"] = Conditions("False"),
        ["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = "vllm", ["image"] = image, ["imageID"] = "", ["ready"] = false, ["restartCount"] = 0,
            ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ImagePullBackOff", ["message"] = $"Back-off pulling image \"{image}\"" } },
        }),
    });

    private static JsonObject Patch(JsonObject status) => new() { ["status"] = status };

    private static JsonArray Conditions(string ready) => new([.. new[] { ("PodScheduled", "True"), ("Initialized", "True"), ("ContainersReady", ready), ("Ready", ready) }
        .Select(condition => new JsonObject { ["type"] = condition.Item1, ["status"] = condition.Item2 })]);
}
