using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>Objects are only created where there is a place for them that stays: a namespace, and a definition.</summary>
public sealed class NamespaceGate(ObjectDatabase database, ResourceRegistry registry)
{
    public void Admit(ResourceType type, ObjectKey key)
    {
        if (type.IsCustom && database.Table(registry.Named("customresourcedefinitions", "apiextensions.k8s.io")).Find(new ObjectKey("", type.Qualified)) is { IsDeleting: true })
            throw Refusals.Forbidden(type.Group, type.Plural, key.Name, "create not allowed while custom resource definition is terminating");
        if (!type.Namespaced) return;
        var home = database.Table(registry.Named("namespaces")).Find(new ObjectKey("", key.Namespace)) ?? throw Refusals.NamespaceNotFound(key.Namespace);
        if (!home.IsDeleting) return;
        var message = $"unable to create new content in namespace {key.Namespace} because it is being terminated";
        var refusal = Refusals.Forbidden(type.Group, type.Plural, key.Name, message);
        refusal.Body["details"]!["causes"] = new System.Text.Json.Nodes.JsonArray(
            Refusals.Cause("NamespaceTerminating", $"namespace {key.Namespace} is being terminated", "metadata.namespace"));
        throw refusal;
    }
}
