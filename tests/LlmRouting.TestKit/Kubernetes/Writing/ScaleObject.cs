using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>An object seen as autoscaling/v1 Scale.</summary>
public static class ScaleObject
{
    public static JsonObject Of(StoredObject item)
    {
        var paths = item.Type.Scale!;
        if (Get(item.Json, paths.SpecReplicas) is not { } replicas)
            throw Missing($"the spec replicas field \".{paths.SpecReplicas}\" does not exist");
        var metadata = new JsonObject();
        foreach (var name in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
            if (item.Metadata[name] is { } value) metadata[name] = value.DeepClone();
        var spec = new JsonObject();
        if ((long)replicas != 0) spec["replicas"] = replicas.DeepClone();
        var status = new JsonObject { ["replicas"] = Get(item.Json, paths.StatusReplicas)?.DeepClone() ?? 0 };
        if (Selector(item) is { Length: > 0 } selector) status["selector"] = selector;
        return new JsonObject { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = metadata, ["spec"] = spec, ["status"] = status };
    }

    /// <summary>Writes the replicas of a Scale into the object.</summary>
    public static JsonObject Write(JsonObject target, JsonObject scale, StoredObject live)
    {
        var replicas = (long?)scale["spec"]?["replicas"] ?? 0;
        if (replicas < 0 && !live.Type.IsCustom)
            throw Refusals.Invalid("autoscaling", "Scale", live.Key.Name, [FieldError.Invalid("spec.replicas", $"{replicas}", "must be greater than or equal to 0")]);
        if ((string?)scale["metadata"]?["resourceVersion"] is { Length: > 0 } version && version != (string?)live.Metadata["resourceVersion"])
            throw Refusals.Modified(live.Type, live.Key.Name);
        var path = live.Type.Scale!.SpecReplicas.Split('.');
        var parent = target;
        foreach (var name in path[..^1]) parent = (parent[name] ??= new JsonObject()).AsObject();
        parent[path[^1]] = replicas;
        return target;
    }

    private static ApiRefusal Missing(string problem) => Refusals.Status(
        500, "InternalError", $"Internal error occurred: {problem}", new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = problem }) });

    private static JsonNode? Get(JsonObject value, string path)
    {
        JsonNode? node = value;
        foreach (var name in path.Split('.')) node = (node as JsonObject)?[name];
        return node;
    }

    private static string? Selector(StoredObject item)
    {
        if (item.Type.Scale!.Selector is { } path) return (string?)Get(item.Json, path);
        var labels = item.Type.IsCustom ? null : item.Json["spec"]?["selector"]?["matchLabels"] as JsonObject;
        return labels is null ? null : string.Join(",", labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));
    }
}
