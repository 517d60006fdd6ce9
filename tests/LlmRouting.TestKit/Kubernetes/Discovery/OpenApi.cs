using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Discovery;

/// <summary>/openapi/v3: enough that kubectl finds a document for each group version; schemas hold no fields.</summary>
public static class OpenApi
{
    public static JsonObject? Answer(ResourceRegistry registry, string[] rest)
    {
        if (rest.Length == 0) return Index(registry);
        var (group, version) = rest switch { ["api", var v] => ("", v), ["apis", var g, var v] => (g, v), _ => ("-", "") };
        var types = registry.All.Where(t => t.Group == group && t.Version == version).ToList();
        return types.Count == 0 ? null : Document(types);
    }

    private static JsonObject Index(ResourceRegistry registry) => new()
    {
        ["paths"] = new JsonObject(registry.All.Select(t => t.GroupVersion).Distinct().Select(g => g.Contains('/') ? $"apis/{g}" : $"api/{g}")
            .Select(p => KeyValuePair.Create<string, JsonNode?>(p, new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{p}?hash=0" }))),
    };

    private static JsonObject Document(IReadOnlyList<ResourceType> types) => new()
    {
        ["openapi"] = "3.0.0", ["info"] = new JsonObject { ["title"] = types[0].IsCustom ? "Kubernetes CRD Swagger" : "Kubernetes", ["version"] = "v1.36.3" },
        ["paths"] = new JsonObject(types.Select(t => KeyValuePair.Create<string, JsonNode?>(Path(t), new JsonObject { ["patch"] = Patch(t) }))),
        ["components"] = new JsonObject { ["schemas"] = new JsonObject(types.Select(t => KeyValuePair.Create<string, JsonNode?>($"{t.Kind}.{t.Version}.{t.Group}", Schema(t)))) },
    };

    private static string Path(ResourceType type) =>
        $"/{(type.Group.Length == 0 ? "api" : "apis")}/{type.GroupVersion}/{(type.Namespaced ? "namespaces/{namespace}/" : "")}{type.Plural}/{{name}}";

    private static JsonObject Patch(ResourceType type) => new()
    {
        ["x-kubernetes-group-version-kind"] = Kind(type), ["x-kubernetes-action"] = "patch",
        ["parameters"] = new JsonArray(Parameter("dryRun"), Parameter("fieldManager"), Parameter("fieldValidation"), Parameter("force")),
    };

    private static JsonObject Parameter(string name) => new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Schema(ResourceType type) =>
        new() { ["type"] = "object", ["x-kubernetes-group-version-kind"] = new JsonArray(Kind(type)), ["x-kubernetes-preserve-unknown-fields"] = true };

    private static JsonObject Kind(ResourceType type) => new() { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = type.Kind };
}
