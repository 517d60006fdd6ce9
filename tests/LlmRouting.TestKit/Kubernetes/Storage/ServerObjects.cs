using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Builtins;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>The stored objects for a test: to look at, and to change as somebody else would.</summary>
public sealed class ServerObjects(ObjectDatabase database, ResourceRegistry registry, ObjectWriter writer, ObjectDeleter deleter)
{
    /// <summary>resourceVersion of the newest write of any kind.</summary>
    public ulong Version => database.Version;

    /// <param name="resource"><c>modeltiers.llmrouting.dev</c>, <c>secrets</c>.</param>
    public IReadOnlyList<JsonObject> List(string resource, string? ns = null) =>
        [.. database.Table(Type(resource)).Objects.Values.Where(o => ns is null || o.Key.Namespace == ns).Select(o => o.Copy())];

    public int Count(string resource) => database.Table(Type(resource)).Objects.Count;

    public JsonObject? Find(string resource, string ns, string name) => database.Table(Type(resource)).Find(new ObjectKey(ns, name))?.Copy();

    public void AddNamespace(string name) => Create("namespaces", "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });

    /// <summary>Creates every object of a YAML text; CRDs are served when this returns.</summary>
    public void Add(string yaml, string ns = "default")
    {
        foreach (var document in YamlJson.Documents(yaml))
        {
            var type = registry.FindKind((string)document["apiVersion"]!, (string)document["kind"]!)
                ?? throw new ArgumentException($"{document["apiVersion"]} {document["kind"]} is not served");
            Create(type, (string?)document["metadata"]!["namespace"] ?? ns, document);
        }
    }

    public JsonObject Create(string resource, string ns, JsonObject body) => Create(Type(resource), ns, body);

    /// <summary>Changes an object on its newest state, as the manager <c>test</c>.</summary>
    public JsonObject Change(string resource, string ns, string name, Action<JsonObject> change, string subresource = "")
    {
        var request = new WriteRequest(Type(resource), new ObjectKey(ns, name), "test") { Subresource = subresource };
        return writer.Patch(request, value =>
        {
            change(value);
            return value;
        }).Object.Copy();
    }

    public void Delete(string resource, string ns, string name) =>
        deleter.Delete(Type(resource), new ObjectKey(ns, name), new DeleteOptions(null, null, null, null, false), out _);

    private JsonObject Create(ResourceType type, string ns, JsonObject body)
    {
        body["kind"] = type.Kind;
        body["apiVersion"] = type.GroupVersion;
        var key = new ObjectKey(type.Namespaced ? ns : "", (string)body["metadata"]!["name"]!);
        var request = new WriteRequest(type, key, "test");
        Completion.Decode(body, request, []);
        return writer.Create(request, body).Object.Copy();
    }

    private ResourceType Type(string resource)
    {
        var dot = resource.IndexOf('.');
        return dot < 0 ? registry.Named(resource) : registry.Named(resource[..dot], resource[(dot + 1)..]);
    }
}
