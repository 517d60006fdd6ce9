using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Apply;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>Creates and updates objects by the API server's rules.</summary>
public sealed class ObjectWriter(ObjectDatabase database, Completion completion, NamespaceGate namespaces, Naming naming)
{
    public WriteResult Create(WriteRequest request, JsonObject body)
    {
        lock (database.Gate)
        {
            namespaces.Admit(request.Type, request.Key);
            return new WriteResult(Insert(request, body, static (_, _) => { }), Created: true);
        }
    }

    /// <summary>PUT.</summary>
    public WriteResult Replace(WriteRequest request, JsonObject body)
    {
        lock (database.Gate)
        {
            var live = database.Table(request.Type).Find(request.Key);
            if (live is null && request.Type.CreateOnUpdate && request.Subresource.Length == 0) return Create(request, body);
            if (live is null) throw Refusals.NotFound(request.Type, request.Key.Name);
            Preconditions.OfReplace(request.Type, live, body);
            return new WriteResult(Modify(request, live, body, dropNulls: true), Created: false);
        }
    }

    /// <summary>Any patch but apply: <paramref name="change"/> turns a copy of the live object into the wanted one.</summary>
    public WriteResult Patch(WriteRequest request, Func<JsonObject, JsonObject> change)
    {
        lock (database.Gate)
        {
            var live = database.Table(request.Type).Find(request.Key) ?? throw Refusals.NotFound(request.Type, request.Key.Name);
            var wanted = change(live.Copy());
            Preconditions.OfPatch(request.Type, live, wanted);
            return new WriteResult(Modify(request, live, wanted, dropNulls: true), Created: false);
        }
    }

    /// <summary>Server-side apply.</summary>
    public WriteResult Apply(WriteRequest request, JsonObject config)
    {
        lock (database.Gate)
        {
            var live = database.Table(request.Type).Find(request.Key);
            if (live is null && request.Subresource.Length > 0) throw Refusals.NotFound(request.Type, request.Key.Name);
            if (live is null) namespaces.Admit(request.Type, request.Key);
            Preconditions.OfApply(request.Type, live, config, request.Key.Name);
            ApplyChecks.Refuse(config, request.Type, request.Key);
            return live is null ? ApplyNew(request, config) : ApplyTo(request, live, config);
        }
    }

    private WriteResult ApplyNew(WriteRequest request, JsonObject config)
    {
        var managers = new ManagedFields();
        var manager = Manager(request, "Apply");
        Ownership(request).Apply([], config, managers, manager, request.Force, naming.Now);
        return new WriteResult(Insert(request, config.DeepClone().AsObject(), (value, _) => WriteManagers(value, managers), dropNulls: false), Created: true);
    }

    private WriteResult ApplyTo(WriteRequest request, StoredObject live, JsonObject config)
    {
        var managers = ManagedFields.Read(live.Metadata["managedFields"]);
        var manager = Manager(request, "Apply");
        var bare = Bare(live);
        FirstApply.Adopt(managers, bare, request.Type, naming.Now);
        var wanted = Ownership(request).Apply(bare, config, managers, manager, request.Force, naming.Now) ?? bare;
        return new WriteResult(Modify(request, live, wanted, dropNulls: false, managers), Created: false);
    }

    private StoredObject Insert(WriteRequest request, JsonObject body, Action<JsonObject, JsonObject> own, bool dropNulls = true)
    {
        var type = request.Type;
        var metadata = body["metadata"] as JsonObject ?? [];
        body["metadata"] ??= metadata;
        ObjectEnvelope.Begin(metadata, type, request.Key, naming);
        var given = metadata["managedFields"];
        metadata.Remove("managedFields");
        if (type.HasStatus) body.Remove("status");
        var value = completion.Default(body, type, null, dropNulls);
        if (dropNulls) OwnCreated(request, value, given);
        else own(value, []);
        completion.Rules(type).Create(value);
        value = completion.Default(value, type, null, dropNulls);
        completion.Validate(value, request, null);
        if (database.Table(type).Find(request.Key) is { } existing) throw Refusals.AlreadyExists(type, request.Key.Name, existing.IsDeleting);
        return request.DryRun ? new StoredObject(type, request.Key, 0, value) : Store(type, request.Key, value, null);
    }

    private void OwnCreated(WriteRequest request, JsonObject value, JsonNode? given)
    {
        var managers = ManagedFields.Read(given);
        Ownership(request).Update([], value, managers, Manager(request, "Update"), naming.Now);
        WriteManagers(value, managers);
    }

    private StoredObject Modify(WriteRequest request, StoredObject live, JsonObject wanted, bool dropNulls, ManagedFields? applied = null)
    {
        var type = request.Type;
        var given = wanted["metadata"]?["managedFields"];
        Subresources.Restrict(wanted, live, request);
        ObjectEnvelope.Keep(wanted["metadata"]!.AsObject(), live.Metadata);
        var value = completion.Default(wanted, type, live.Json, dropNulls);
        var metadata = value["metadata"]!.AsObject();
        metadata.Remove("managedFields");
        metadata["resourceVersion"] = live.Metadata["resourceVersion"]!.DeepClone();
        if (type.HasGeneration && Generates(type, live.Json, value)) metadata["generation"] = (long)live.Metadata["generation"]! + 1;
        completion.Validate(value, request, live.Json);
        WriteManagers(value, applied ?? Updated(request, live, value, given));
        if (TimelessEquality.Holds(value, live.Json)) return live;
        return request.DryRun ? new StoredObject(type, request.Key, live.Version, value) : Finish(request, live, value);
    }

    /// <summary>An object that nobody owns anything of stays so until the next apply.</summary>
    private ManagedFields Updated(WriteRequest request, StoredObject live, JsonObject value, JsonNode? given)
    {
        var reset = given is JsonArray list && list.Count > 0 && list.All(e => e is JsonObject { Count: 0 });
        var managers = reset ? new ManagedFields() : ManagedFields.Read(given is JsonArray { Count: > 0 } ? given : live.Metadata["managedFields"]);
        if (managers.Sets.Count == 0) return managers;
        if (request.Subresource == "scale") ScaleOwnership.Update(managers, Manager(request, "Update"), request.Type);
        else Ownership(request).Update(Bare(live), value, managers, Manager(request, "Update"), naming.Now);
        return managers;
    }

    /// <summary>Stores the new state, or removes the object when its last finalizer went.</summary>
    private StoredObject Finish(WriteRequest request, StoredObject live, JsonObject value)
    {
        var gone = live.IsDeleting && live.HasFinalizers && value["metadata"]!["finalizers"] is null or JsonArray { Count: 0 }
            && Equals((string?)value["metadata"]!["deletionGracePeriodSeconds"]?.ToString(), "0");
        if (!gone) return Store(request.Type, request.Key, value, live);
        ObjectRemoval.Remove(database, live);
        return new StoredObject(request.Type, request.Key, live.Version, value);
    }

    private StoredObject Store(ResourceType type, ObjectKey key, JsonObject value, StoredObject? live)
    {
        var version = database.NextVersion();
        value["metadata"]!["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var stored = new StoredObject(type, key, version, value);
        database.Commit(live is null ? ChangeType.Added : ChangeType.Modified, stored, live);
        return stored;
    }

    private bool Generates(ResourceType type, JsonObject live, JsonObject value)
    {
        if (!type.IsCustom) return completion.Rules(type).Generates(live, value);
        return value.Any(m => m.Key != "metadata" && !(m.Key == "status" && type.HasStatus) && !JsonNode.DeepEquals(m.Value, live[m.Key]))
            || live.Any(m => !(m.Key == "status" && type.HasStatus) && !value.ContainsKey(m.Key));
    }

    private static JsonObject Bare(StoredObject live)
    {
        var copy = live.Copy();
        copy["metadata"]!.AsObject().Remove("managedFields");
        return copy;
    }

    private static void WriteManagers(JsonObject value, ManagedFields managers)
    {
        var entries = managers.Write();
        if (entries.Count > 0) value["metadata"]!["managedFields"] = entries;
    }

    private static ManagerKey Manager(WriteRequest request, string operation) =>
        new(request.Manager, operation, request.Type.GroupVersion, request.Subresource);

    private static Ownership Ownership(WriteRequest request) =>
        new(request.Type.Schema, request.Type.GroupVersion, ResetFields.For(request.Type, request.Subresource));
}
