using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>What a path may change: /status only status, the main path everything else.</summary>
public static class Subresources
{
    public static void Restrict(JsonObject wanted, StoredObject live, WriteRequest request)
    {
        wanted["metadata"] ??= new JsonObject();
        if (request.Subresource == "status") KeepAllButStatus(wanted, live, request.Type.IsCustom);
        else if (request.Type.HasStatus) Take(wanted, live.Json, "status");
    }

    private static void KeepAllButStatus(JsonObject wanted, StoredObject live, bool custom)
    {
        var metadata = custom ? live.Metadata.DeepClone().AsObject() : wanted["metadata"]!.AsObject();
        if (!custom) Take(metadata, live.Metadata, "labels");
        if (custom && wanted["metadata"]!["managedFields"] is { } managers) metadata["managedFields"] = managers.DeepClone();
        wanted["metadata"] = custom ? metadata : wanted["metadata"];
        foreach (var name in live.Json.Select(m => m.Key).Where(k => k is not ("metadata" or "status"))) Take(wanted, live.Json, name);
        foreach (var name in wanted.Select(m => m.Key).Where(k => k is not ("metadata" or "status") && !live.Json.ContainsKey(k)).ToList()) wanted.Remove(name);
    }

    private static void Take(JsonObject target, JsonObject source, string name)
    {
        if (source[name] is { } value) target[name] = value.DeepClone();
        else target.Remove(name);
    }
}
