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
        [.. database.Table(Type(resource)).Objects.Values.Where(o => ns is null || o.Key.Namespace == ns).Select(Parsed)];

    public int Count(string resource) => database.Table(Type(resource)).Objects.Count;

    public JsonObject? Find(string resource, string ns, string name) => database.Table(Type(resource)).Find(new ObjectKey(ns, name)) is { } found ? Parsed(found) : null;

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

    public bool Serves(string groupVersion, string kind) => registry.FindKind(groupVersion, kind) is not null;

    /// <param name="resource"><c>modeltiers.llmrouting.dev</c>, <c>secrets</c>.</param>
    public bool Serves(string resource) => registry.All.Any(t => t.Qualified == resource && !t.Virtual);

    /// <summary>Creates an object by all the rules.</summary>
    public JsonObject Create(string resource, string ns, JsonObject body, string manager = "test") => Create(Type(resource), ns, body, manager);

    /// <summary>Changes an object on its newest state.</summary>
    public JsonObject Change(string resource, string ns, string name, Action<JsonObject> change, string subresource = "", string manager = "test")
    {
        var request = new WriteRequest(Type(resource), new ObjectKey(ns, name), manager) { Subresource = subresource };
        return Parsed(writer.Patch(request, value =>
        {
            change(value);
            return value;
        }).Object);
    }

    public void Delete(string resource, string ns, string name) =>
        deleter.Delete(Type(resource), new ObjectKey(ns, name), new DeleteOptions(null, null, null, null, false), out _);

    /// <summary>Stores an object as it is: no defaults, no validation, what another version of a CRD let in. Its resourceVersion becomes a new one.</summary>
    public JsonObject Put(JsonObject body)
    {
        var type = registry.FindKind((string)body["apiVersion"]!, (string)body["kind"]!) ?? throw new ArgumentException($"{body["kind"]} is not served");
        var key = new ObjectKey((string?)body["metadata"]!["namespace"] ?? "", (string)body["metadata"]!["name"]!);
        lock (database.Gate)
        {
            var live = database.Table(type).Find(key);
            var value = ObjectEnvelope.Arrange(body.DeepClone().AsObject(), type);
            var version = database.NextVersion();
            value["metadata"]!["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var stored = new StoredObject(type, key, version, value);
            database.Commit(live is null ? ChangeType.Added : ChangeType.Modified, stored, live);
            return Parsed(stored);
        }
    }

    private JsonObject Create(ResourceType type, string ns, JsonObject body, string manager = "test")
    {
        body["kind"] = type.Kind;
        body["apiVersion"] = type.GroupVersion;
        var key = new ObjectKey(type.Namespaced ? ns : "", (string)body["metadata"]!["name"]!);
        var request = new WriteRequest(type, key, manager);
        Completion.Decode(body, request, []);
        return Parsed(writer.Create(request, body).Object);
    }

    /// <summary>Parsed anew, so that numbers convert to whatever a test asks for.</summary>
    private static JsonObject Parsed(StoredObject item) => JsonNode.Parse(item.Utf8)!.AsObject();

    private ResourceType Type(string resource)
    {
        var dot = resource.IndexOf('.');
        return dot < 0 ? registry.Named(resource) : registry.Named(resource[..dot], resource[(dot + 1)..]);
    }
}
