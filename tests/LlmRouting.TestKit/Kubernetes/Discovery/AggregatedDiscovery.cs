using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Discovery;

/// <summary>apidiscovery.k8s.io/v2: everything in two requests, as kubectl asks.</summary>
public static class AggregatedDiscovery
{
    public static JsonObject Of(ResourceRegistry registry, bool core) => new()
    {
        ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = "apidiscovery.k8s.io/v2", ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. registry.All.Where(t => t.Group.Length == 0 == core).GroupBy(t => t.Group).Select(Group)]),
    };

    private static JsonObject Group(IGrouping<string, ResourceType> group) => new()
    {
        ["metadata"] = group.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Key },
        ["versions"] = new JsonArray([.. group.GroupBy(t => t.Version).Select(v => new JsonObject
        {
            ["version"] = v.Key, ["resources"] = new JsonArray([.. v.Select(Resource)]), ["freshness"] = "Current",
        })]),
    };

    private static JsonObject Resource(ResourceType type)
    {
        var entry = new JsonObject
        {
            ["resource"] = type.Plural, ["responseKind"] = Kind(type.IsCustom ? type.Group : "", type.IsCustom ? type.Version : "", type.Kind),
            ["scope"] = type.Namespaced ? "Namespaced" : "Cluster", ["singularResource"] = type.Singular, ["verbs"] = ResourceVerbs.Of(type),
        };
        if (type.ShortNames.Count > 0) entry["shortNames"] = new JsonArray([.. type.ShortNames.Select(n => (JsonNode)n)]);
        if (type.Categories.Count > 0) entry["categories"] = new JsonArray([.. type.Categories.Select(n => (JsonNode)n)]);
        var subresources = ResourceVerbs.Subresources(type).Select(s => Subresource(type, s)).ToList();
        if (subresources.Count > 0) entry["subresources"] = new JsonArray([.. subresources]);
        return entry;
    }

    private static JsonObject Subresource(ResourceType type, (string Name, string? Group, string? Version, string Kind, JsonArray Verbs) sub) => new()
    {
        ["subresource"] = sub.Name, ["verbs"] = sub.Verbs,
        ["responseKind"] = Kind(sub.Group ?? (type.IsCustom ? type.Group : ""), sub.Version ?? (type.IsCustom ? type.Version : ""), sub.Kind),
    };

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };
}
