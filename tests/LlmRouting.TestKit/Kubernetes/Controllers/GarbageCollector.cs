using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Controllers;

/// <summary>Deletes children whose owners are all gone; foreground and orphan deletion.</summary>
public sealed class GarbageCollector(ObjectDatabase database, ResourceRegistry registry, ObjectDeleter deleter, ServerWriter writer)
{
    private readonly Dictionary<string, Dictionary<(string Kind, ObjectKey Key), StoredObject>> children = [];

    public void React(Change change)
    {
        Index(change);
        if (change.Type == ChangeType.Deleted) Orphaned(change.Object);
        else if (change.Object.IsDeleting) Propagate(change.Object);
        else if (Owners(change.Object).Any()) CollectIfLost(change.Object);
    }

    private static IEnumerable<JsonObject> Owners(StoredObject item) => (item.Metadata["ownerReferences"] as JsonArray ?? []).Select(o => o!.AsObject());

    private void Index(Change change)
    {
        foreach (var owner in change.Previous is { } before ? Owners(before) : []) Of(owner).Remove((change.Object.Type.Qualified, change.Object.Key));
        if (change.Type == ChangeType.Deleted) return;
        foreach (var owner in Owners(change.Object)) Of(owner)[(change.Object.Type.Qualified, change.Object.Key)] = change.Object;
    }

    private Dictionary<(string Kind, ObjectKey Key), StoredObject> Of(JsonObject owner)
    {
        var uid = (string?)owner["uid"] ?? "";
        if (!children.TryGetValue(uid, out var list)) children[uid] = list = [];
        return list;
    }

    private List<StoredObject> ChildrenOf(StoredObject owner) => children.TryGetValue(owner.Uid, out var list)
        ? [.. list.Values.Where(c => owner.Key.Namespace.Length == 0 || c.Key.Namespace == owner.Key.Namespace)] : [];

    private void Orphaned(StoredObject owner)
    {
        foreach (var child in ChildrenOf(owner)) CollectIfLost(child);
        children.Remove(owner.Uid);
        foreach (var parent in Owners(owner))
            if (Find(parent, owner.Key.Namespace) is { IsDeleting: true } waiting) Propagate(waiting);
    }

    private void CollectIfLost(StoredObject child)
    {
        lock (database.Gate)
        {
            if (database.Table(child.Type).Find(child.Key) is not { IsDeleting: false } live || live.Uid != child.Uid) return;
            var dead = Owners(live).Where(o => Find(o, live.Key.Namespace) is null).Select(o => (string?)o["uid"]).ToHashSet();
            if (dead.Count == 0) return;
            if (dead.Count == Owners(live).Select(o => (string?)o["uid"]).Distinct().Count()) Delete(live, null);
            else writer.Patch(live, value => Filter(value, "ownerReferences", o => !dead.Contains((string?)o!["uid"])), "garbage-collector");
        }
    }

    private void Propagate(StoredObject owner)
    {
        if (Has(owner, "orphan")) Release(owner);
        else if (Has(owner, "foregroundDeletion")) DeleteFirst(owner);
    }

    private void Release(StoredObject owner)
    {
        foreach (var child in ChildrenOf(owner)) writer.Patch(child, value => Disown(value, owner.Uid));
        writer.Patch(owner, value => Drop(value, "orphan"));
    }

    private void DeleteFirst(StoredObject owner)
    {
        var left = ChildrenOf(owner).Where(c => Find(c) is { } live && live.Uid == c.Uid).ToList();
        foreach (var child in left.Where(c => !(Find(c)?.IsDeleting ?? true)))
            Delete(child, child.Type.Plural is "replicasets" or "deployments" ? "Foreground" : null);
        if (!left.Any(c => Find(c) is not null && Owners(c).Any(o => (string?)o["uid"] == owner.Uid && (bool?)o["blockOwnerDeletion"] == true)))
            writer.Patch(owner, value => Drop(value, "foregroundDeletion"));
    }

    private void Delete(StoredObject item, string? propagation)
    {
        try
        {
            deleter.Delete(item.Type, item.Key, new DeleteOptions(item.Uid, null, propagation, null, false), out _);
        }
        catch (ApiRefusal gone) when (gone.Code is 404 or 409)
        {
            // Somebody was faster.
            return;
        }
    }

    private StoredObject? Find(StoredObject item) => database.Table(item.Type).Find(item.Key);

    private StoredObject? Find(JsonObject owner, string ns)
    {
        var type = registry.FindKind((string?)owner["apiVersion"] ?? "", (string?)owner["kind"] ?? "");
        if (type is null) return null;
        var found = database.Table(type).Find(new ObjectKey(type.Namespaced ? ns : "", (string?)owner["name"] ?? ""));
        return found?.Uid == (string?)owner["uid"] ? found : null;
    }

    private static bool Has(StoredObject item, string finalizer) => (item.Metadata["finalizers"] as JsonArray ?? []).Any(f => (string?)f == finalizer);

    private static void Drop(JsonObject value, string finalizer) => Filter(value, "finalizers", f => (string?)f != finalizer);

    private static void Disown(JsonObject value, string uid) => Filter(value, "ownerReferences", o => (string?)o!["uid"] != uid);

    private static void Filter(JsonObject value, string name, Func<JsonNode?, bool> keep)
    {
        if (value["metadata"]![name] is not JsonArray list) return;
        value["metadata"]![name] = new JsonArray([.. list.Where(keep).Select(i => i?.DeepClone())]);
    }
}
