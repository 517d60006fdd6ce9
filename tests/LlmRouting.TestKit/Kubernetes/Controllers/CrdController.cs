using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Controllers;

/// <summary>Serves what CustomResourceDefinitions define, and says so in their status.</summary>
public sealed class CrdController(ObjectDatabase database, ResourceRegistry registry, ObjectDeleter deleter, ServerWriter writer)
{
    private const string Cleanup = "customresourcecleanup.apiextensions.k8s.io";

    public void React(Change change)
    {
        if (change.Object.Type.Kind != "CustomResourceDefinition")
        {
            if (change.Type == ChangeType.Deleted && change.Object.Type.IsCustom) FinishDeletion(change.Object.Type);
            return;
        }
        if (change.Type == ChangeType.Deleted) Retire(change.Object.Json);
        else if (change.Object.IsDeleting) DeleteInstances(change.Object);
        else Accept(change.Object);
    }

    /// <summary>Serves the kinds of a CRD as soon as it is stored, so that what comes behind it is judged by the new schema.</summary>
    public void Register(Change change)
    {
        if (change.Object.Type.Kind != "CustomResourceDefinition" || change.Type == ChangeType.Deleted || change.Object.IsDeleting) return;
        if (NameConflicts.Of(change.Object, registry) is not null) return;
        foreach (var type in CrdReader.Read(change.Object.Json))
        {
            registry.Add(type);
            database.Table(type).Type = type;
            database.Table(type).Rewrite(item => WithDefaults(item, type));
        }
    }

    private static StoredObject WithDefaults(StoredObject item, ResourceType type)
    {
        var copy = item.Copy();
        Defaulter.Fill(copy, type.Schema);
        return new StoredObject(type, item.Key, item.Version, JsonNode.DeepEquals(copy, item.Json) ? item.Json : copy);
    }

    private void Accept(StoredObject crd)
    {
        if (NameConflicts.Of(crd, registry) is { } conflict) writer.Status(crd, status => CrdStatus.Refuse(status, crd.Json["spec"]!.AsObject(), conflict, writer.Now));
        else if (!CrdStatus.IsEstablished(crd.Json)) writer.Patch(crd, value => CrdStatus.Accept(value, writer.Now, Cleanup));
    }

    private void DeleteInstances(StoredObject crd)
    {
        foreach (var type in CrdReader.Read(crd.Json))
        {
            foreach (var item in database.Table(type).Objects.Values)
                if (!item.IsDeleting) deleter.Delete(type, item.Key, new DeleteOptions(null, null, null, null, false), out _);
            FinishDeletion(type);
        }
    }

    private void FinishDeletion(ResourceType type)
    {
        var crds = database.Table(registry.Named("customresourcedefinitions", "apiextensions.k8s.io"));
        var crd = crds.Find(new ObjectKey("", type.Qualified));
        if (crd is not { IsDeleting: true } || database.Table(type).Objects.Count > 0) return;
        writer.Patch(crd, value => value["metadata"]!.AsObject().Remove("finalizers"));
    }

    private void Retire(JsonObject crd)
    {
        foreach (var type in CrdReader.Read(crd))
        {
            registry.Remove(type);
            database.Remove(type);
        }
    }
}
