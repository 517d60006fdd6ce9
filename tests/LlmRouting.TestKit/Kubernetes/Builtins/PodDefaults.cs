using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Defaults of pod specs that depend on other fields.</summary>
public static class PodDefaults
{
    public static void Fill(JsonObject? spec)
    {
        if (spec is null) return;
        foreach (var name in new[] { "hostNetwork", "hostPID", "hostIPC" })
            if (spec[name] is JsonValue flag && flag.TryGetValue(out bool set) && !set) spec.Remove(name);
        foreach (var list in new[] { "containers", "initContainers" })
            foreach (var container in (spec[list] as JsonArray ?? []).OfType<JsonObject>()) Container(container);
        if (spec["serviceAccountName"] is { } account) spec["serviceAccount"] = account.DeepClone();
        foreach (var volume in (spec["volumes"] as JsonArray ?? []).OfType<JsonObject>())
            if (volume.Count == 1) volume["emptyDir"] = new JsonObject();
    }

    private static void Container(JsonObject container)
    {
        var image = (string?)container["image"] ?? "";
        var tag = image.Contains('@') ? "digest" : image.LastIndexOf(':') is var colon && colon > image.LastIndexOf('/') ? image[(colon + 1)..] : "latest";
        container["imagePullPolicy"] ??= tag == "latest" ? "Always" : "IfNotPresent";
        if (container["resources"] is not JsonObject resources || resources["limits"] is not JsonObject limits) return;
        foreach (var (name, value) in limits) ((resources["requests"] ??= new JsonObject()).AsObject()).TryAdd(name, value!.DeepClone());
    }
}
