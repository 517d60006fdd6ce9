using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Controllers;

/// <summary>A new namespace gets its ServiceAccount and CA bundle; a deleted one is emptied and goes.</summary>
public sealed class NamespaceController(ObjectDatabase database, ResourceRegistry registry, ObjectDeleter deleter, ServerWriter writer)
{
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    public void React(Change change)
    {
        var item = change.Object;
        if (item.Type.Kind != "Namespace")
        {
            if (change.Type == ChangeType.Deleted && item.Type.Namespaced) Finish(item.Key.Namespace);
            return;
        }
        if (change.Type == ChangeType.Added) Furnish(item.Key.Name);
        else if (change.Type == ChangeType.Modified && item.IsDeleting) Empty(item.Key.Name);
    }

    private void Furnish(string ns)
    {
        writer.Ensure(registry.Named("serviceaccounts"), new ObjectKey(ns, "default"), []);
        writer.Ensure(registry.Named("configmaps"), new ObjectKey(ns, "kube-root-ca.crt"), new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["kubernetes.io/description"] = Description } },
            ["data"] = new JsonObject { ["ca.crt"] = "" },
        });
    }

    private void Empty(string ns)
    {
        foreach (var table in database.Tables.Where(t => t.Type.Namespaced).ToList())
            foreach (var item in table.Objects.Values.Where(o => o.Key.Namespace == ns && !o.IsDeleting).ToList())
                deleter.Delete(item.Type, item.Key, new DeleteOptions(null, null, null, null, false), out _);
        Finish(ns);
    }

    private void Finish(string ns)
    {
        lock (database.Gate)
        {
            var home = database.Table(registry.Named("namespaces")).Find(new ObjectKey("", ns));
            if (home is not { IsDeleting: true } || home.HasFinalizers) return;
            if (database.Tables.Any(t => t.Type.Namespaced && t.Objects.Keys.Any(k => k.Namespace == ns))) return;
            ObjectRemoval.Remove(database, home);
        }
    }
}
