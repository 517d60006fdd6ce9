using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Controllers;

/// <summary>Conditions of a CustomResourceDefinition.</summary>
public static class CrdStatus
{
    public static bool IsEstablished(JsonObject crd) =>
        (crd["status"]?["conditions"] as JsonArray ?? []).Any(c => (string?)c!["type"] == "Established" && (string?)c["status"] == "True");

    public static void Accept(JsonObject crd, string now, string finalizer)
    {
        var spec = crd["spec"]!.AsObject();
        var status = Begin(crd, spec);
        status["acceptedNames"] = spec["names"]!.DeepClone();
        status["conditions"] = new JsonArray(
            Condition("NamesAccepted", "True", "NoConflicts", "no conflicts found", now),
            Condition("Established", "True", "InitialNamesAccepted", "the initial names have been accepted", now));
        var finalizers = crd["metadata"]!["finalizers"] as JsonArray ?? [];
        if (!finalizers.Any(f => (string?)f == finalizer)) finalizers.Add(finalizer);
        crd["metadata"]!["finalizers"] = finalizers.DeepClone();
    }

    public static void Refuse(JsonObject status, JsonObject spec, (string Reason, string Message) conflict, string now)
    {
        status["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" };
        status["storedVersions"] ??= Stored(spec);
        status["conditions"] = new JsonArray(
            Condition("NamesAccepted", "False", conflict.Reason, conflict.Message, now),
            Condition("Established", "False", "NotAccepted", "not all names are accepted", now));
    }

    private static JsonObject Begin(JsonObject crd, JsonObject spec)
    {
        var status = crd["status"] as JsonObject ?? [];
        crd["status"] ??= status;
        status["storedVersions"] = Stored(spec);
        return status;
    }

    private static JsonArray Stored(JsonObject spec) =>
        new([.. spec["versions"]!.AsArray().Where(v => v!["storage"]?.GetValue<bool>() ?? false).Select(v => v!["name"]!.DeepClone())]);

    private static JsonObject Condition(string type, string status, string reason, string message, string now) =>
        new() { ["type"] = type, ["status"] = status, ["lastTransitionTime"] = now, ["reason"] = reason, ["message"] = message };
}
