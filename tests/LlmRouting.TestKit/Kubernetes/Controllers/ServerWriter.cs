using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Controllers;

/// <summary>Writes as controllers do: by name, on the newest state, and it is no error when the object is gone.</summary>
public sealed class ServerWriter(ObjectDatabase database, ObjectWriter writer, Naming naming)
{
    private const string Manager = "kube-controller-manager";

    public string Now => naming.Now;

    /// <summary>Changes any part of an object.</summary>
    public void Patch(StoredObject target, Action<JsonObject> change, string manager = Manager)
    {
        lock (database.Gate)
        {
            if (database.Table(target.Type).Find(target.Key) is not { } live || live.Uid != target.Uid) return;
            writer.Patch(new WriteRequest(target.Type, target.Key, manager), value => Changed(value, change));
            if (!target.Type.HasStatus || database.Table(target.Type).Find(target.Key) is null) return;
            writer.Patch(new WriteRequest(target.Type, target.Key, manager) { Subresource = "status" }, value => Changed(value, change));
        }
    }

    /// <summary>Changes status only.</summary>
    public void Status(StoredObject target, Action<JsonObject> change, string manager = Manager)
    {
        lock (database.Gate)
        {
            if (database.Table(target.Type).Find(target.Key) is not { } live || live.Uid != target.Uid) return;
            writer.Patch(new WriteRequest(target.Type, target.Key, manager) { Subresource = "status" }, value => Changed(value, v => change((v["status"] ??= new JsonObject()).AsObject())));
        }
    }

    /// <summary>Creates an object unless it is there.</summary>
    public void Ensure(ResourceType type, ObjectKey key, JsonObject body, string manager = Manager)
    {
        lock (database.Gate)
            if (database.Table(type).Find(key) is null) writer.Create(new WriteRequest(type, key, manager), Named(body, type, key));
    }

    public void Create(ResourceType type, ObjectKey key, JsonObject body, string manager = Manager) =>
        writer.Create(new WriteRequest(type, key, manager), Named(body, type, key));

    private static JsonObject Named(JsonObject body, ResourceType type, ObjectKey key)
    {
        body["kind"] = type.Kind;
        body["apiVersion"] = type.GroupVersion;
        (body["metadata"] ??= new JsonObject())["name"] = key.Name;
        return body;
    }

    private static JsonObject Changed(JsonObject value, Action<JsonObject> change)
    {
        change(value);
        return value;
    }
}
