using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>metadata that the server keeps, whatever clients send.</summary>
public static class ObjectEnvelope
{
    private static readonly string[] Kept = ["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "name", "namespace"];

    /// <summary>Members by name, all the way down, as Go writes maps.</summary>
    public static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Key order of the wire: kind, apiVersion, metadata, then the rest.</summary>
    public static JsonObject Arrange(JsonObject value, ResourceType type)
    {
        var metadata = value["metadata"] as JsonObject ?? [];
        value.Remove("metadata");
        value.Remove("kind");
        value.Remove("apiVersion");
        var result = new JsonObject { ["kind"] = type.Kind, ["apiVersion"] = type.GroupVersion, ["metadata"] = metadata };
        foreach (var (name, member) in value.ToList())
        {
            value.Remove(name);
            result[name] = member;
        }
        return result;
    }

    public static void Begin(JsonObject metadata, ResourceType type, ObjectKey key, Naming naming)
    {
        foreach (var name in Kept) metadata.Remove(name);
        metadata.Remove("resourceVersion");
        metadata.Remove("selfLink");
        metadata["name"] = key.Name;
        if (type.Namespaced) metadata["namespace"] = key.Namespace;
        metadata["uid"] = naming.Uid();
        if (type.HasGeneration) metadata["generation"] = 1L;
        metadata["creationTimestamp"] = naming.Now;
    }

    public static void Keep(JsonObject metadata, JsonObject live)
    {
        metadata.Remove("selfLink");
        foreach (var name in Kept)
        {
            if (live[name] is { } value) metadata[name] = value.DeepClone();
            else metadata.Remove(name);
        }
    }

    /// <summary>Empty maps and lists of metadata are not written.</summary>
    public static void Tidy(JsonObject metadata)
    {
        foreach (var name in metadata.Where(m => m.Value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 }).Select(m => m.Key).ToList())
            metadata.Remove(name);
    }
}
