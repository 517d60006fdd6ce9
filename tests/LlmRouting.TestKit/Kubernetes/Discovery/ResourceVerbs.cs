using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Discovery;

/// <summary>What discovery says one can do with a kind.</summary>
public static class ResourceVerbs
{
    public static JsonArray Of(ResourceType type)
    {
        if (type.Virtual) return ["create"];
        return type.IsCustom ? ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"]
            : type.Kind == "Namespace" ? ["create", "delete", "get", "list", "patch", "update", "watch"]
            : ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    }

    /// <summary>Name, group and version when they are another's, kind, verbs.</summary>
    public static IEnumerable<(string Name, string? Group, string? Version, string Kind, JsonArray Verbs)> Subresources(ResourceType type)
    {
        if (type.IsCustom && type.HasStatus) yield return ("status", null, null, type.Kind, ["get", "patch", "update"]);
        if (type.Kind == "Pod") yield return ("eviction", "policy", "v1", "Eviction", ["create"]);
        if (type.Scale is not null) yield return ("scale", "autoscaling", "v1", "Scale", ["get", "patch", "update"]);
        if (type.Kind == "ServiceAccount") yield return ("token", "authentication.k8s.io", "v1", "TokenRequest", ["create"]);
        if (!type.IsCustom && type.HasStatus) yield return ("status", null, null, type.Kind, ["get", "patch", "update"]);
    }
}
