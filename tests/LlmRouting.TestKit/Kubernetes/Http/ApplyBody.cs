using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>What a body of server-side apply must have.</summary>
public static class ApplyBody
{
    public static void Check(JsonObject config, ApiCall call)
    {
        if (call.Option("fieldManager") is null)
            throw Refusals.Invalid("meta.k8s.io", "PatchOptions", "", [FieldError.Required("fieldManager", "is required for apply patch")]);
        var (version, kind) = ((string?)config["apiVersion"], (string?)config["kind"]);
        if (version != call.Type.GroupVersion || kind != call.Type.Kind)
            throw Refusals.BadRequest($"invalid object type: {(version is null or "" ? "/" : version)}, Kind={kind}");
        ObjectBody.CheckNamespace(config, call.Key);
        var metadata = config["metadata"] as JsonObject ?? [];
        config["metadata"] ??= metadata;
        if (metadata.ContainsKey("managedFields")) throw Refusals.BadRequest("metadata.managedFields must be nil");
        ObjectBody.CheckName(config, call.Key);
        if (call.Type.Namespaced) metadata["namespace"] = call.Path.Namespace;
    }
}
