using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Discovery;

/// <summary>/api, /apis, /apis/group, /apis/group/version.</summary>
public static class PlainDiscovery
{
    public static JsonObject Core(HttpContext http) => new()
    {
        ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = http.Request.Host.Value }),
    };

    public static JsonObject Groups(ResourceRegistry registry) => new()
    {
        ["kind"] = "APIGroupList", ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. registry.All.Where(t => t.Group.Length > 0).GroupBy(t => t.Group).Select(g => Group(g.Key, g))]),
    };

    public static JsonObject? Group(ResourceRegistry registry, string group)
    {
        var types = registry.All.Where(t => t.Group == group).ToList();
        if (types.Count == 0) return null;
        var body = Group(group, types);
        return new JsonObject([new("kind", "APIGroup"), new("apiVersion", "v1"), .. body.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))]);
    }

    public static JsonObject? Resources(ResourceRegistry registry, string group, string version)
    {
        var types = registry.All.Where(t => t.Group == group && t.Version == version).ToList();
        if (types.Count == 0) return null;
        var list = new JsonObject { ["kind"] = "APIResourceList" };
        if (group.Length > 0) list["apiVersion"] = "v1";
        list["groupVersion"] = types[0].GroupVersion;
        list["resources"] = new JsonArray([.. types.SelectMany(Entries)]);
        return list;
    }

    private static JsonObject Group(string name, IEnumerable<ResourceType> types)
    {
        var versions = types.Select(t => t.Version).Distinct().ToList();
        JsonObject Version(string v) => new() { ["groupVersion"] = $"{name}/{v}", ["version"] = v };
        return new JsonObject { ["name"] = name, ["versions"] = new JsonArray([.. versions.Select(Version)]), ["preferredVersion"] = Version(versions[0]) };
    }

    private static string Hash(ResourceType type) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{type.Group}/{type.Version}/{type.Kind}")).AsSpan(0, 8));

    private static IEnumerable<JsonObject> Entries(ResourceType type)
    {
        var entry = new JsonObject
        {
            ["name"] = type.Plural, ["singularName"] = type.Singular, ["namespaced"] = type.Namespaced, ["kind"] = type.Kind, ["verbs"] = ResourceVerbs.Of(type),
        };
        if (type.ShortNames.Count > 0) entry["shortNames"] = new JsonArray([.. type.ShortNames.Select(n => (JsonNode)n)]);
        if (type.Categories.Count > 0) entry["categories"] = new JsonArray([.. type.Categories.Select(n => (JsonNode)n)]);
        if (!type.Virtual) entry["storageVersionHash"] = Hash(type);
        yield return entry;
        foreach (var (name, group, version, kind, verbs) in ResourceVerbs.Subresources(type))
        {
            var sub = new JsonObject { ["name"] = $"{type.Plural}/{name}", ["singularName"] = "", ["namespaced"] = type.Namespaced };
            if (group is not null) (sub["group"], sub["version"]) = (group, version);
            sub["kind"] = kind;
            sub["verbs"] = verbs;
            yield return sub;
        }
    }
}
