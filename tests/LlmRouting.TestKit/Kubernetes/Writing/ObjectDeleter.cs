using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>Deletes at once, or marks what finalizers or a kubelet hold.</summary>
public sealed class ObjectDeleter(ObjectDatabase database, Naming naming)
{
    /// <returns>The marked object; null when it is gone.</returns>
    public StoredObject? Delete(ResourceType type, ObjectKey key, DeleteOptions options, out string uid)
    {
        lock (database.Gate)
        {
            var live = database.Table(type).Find(key) ?? throw Refusals.NotFound(type, key.Name);
            if (type.Kind == "Namespace" && key.Name is "default" or "kube-system" or "kube-public") throw Refusals.Forbidden("", "namespaces", key.Name, "this namespace may not be deleted");
            Check(live, options);
            uid = live.Uid;
            var finalizers = Finalizers(live, options);
            var grace = Grace(live, options);
            if (finalizers.Count == 0 && grace == 0 && !HoldsContent(live))
            {
                if (!options.DryRun) ObjectRemoval.Remove(database, live);
                return null;
            }
            return live.IsDeleting && grace >= Remaining(live) ? live : Mark(live, finalizers, grace, options.DryRun);
        }
    }

    /// <summary>A Pod that went at once, as its DELETE shows it.</summary>
    public JsonObject Marked(StoredObject pod, DeleteOptions options) => Marked(pod, Finalizers(pod, options), 0);

    private StoredObject Mark(StoredObject live, JsonArray finalizers, long grace, bool dryRun)
    {
        var copy = Marked(live, finalizers, grace);
        if (dryRun) return new StoredObject(live.Type, live.Key, live.Version, copy);
        var version = database.NextVersion();
        copy["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        var stored = new StoredObject(live.Type, live.Key, version, copy);
        database.Commit(ChangeType.Modified, stored, live);
        return stored;
    }

    private JsonObject Marked(StoredObject live, JsonArray finalizers, long grace)
    {
        var copy = live.Copy();
        var metadata = copy["metadata"]!.AsObject();
        metadata["deletionTimestamp"] ??= naming.Later(grace);
        if (live.Type.Kind != "Namespace") metadata["deletionGracePeriodSeconds"] = grace;
        if (finalizers.Count > 0) metadata["finalizers"] = finalizers;
        if (live.Type.HasGeneration && !live.IsDeleting && live.Type.Kind != "CustomResourceDefinition") metadata["generation"] = (long)metadata["generation"]! + 1;
        if (live.Type.Kind == "Namespace") copy["status"] = new JsonObject { ["phase"] = "Terminating" };
        return copy;
    }

    private static void Check(StoredObject live, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != live.Uid)
            throw Refusals.Precondition(live.Type, live.Key.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({live.Uid}). The object might have been deleted and then recreated");
        var version = (string)live.Metadata["resourceVersion"]!;
        if (options.Version is { } wanted && wanted != version)
            throw Refusals.Precondition(live.Type, live.Key.Name,
                $"the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record ({version}). The object might have been modified");
    }

    private static JsonArray Finalizers(StoredObject live, DeleteOptions options)
    {
        var names = (live.Metadata["finalizers"] as JsonArray ?? []).Select(f => (string)f!).ToList();
        var propagation = options.Propagation ?? (live.Type.Kind == "Job" ? "Orphan" : null);
        if (propagation is not null) names.RemoveAll(n => n is "orphan" or "foregroundDeletion");
        if (propagation == "Orphan") names.Add("orphan");
        if (propagation == "Foreground") names.Add("foregroundDeletion");
        return Array(names);
    }

    /// <summary>A namespace goes when it is empty.</summary>
    private static bool HoldsContent(StoredObject live) => live.Type.Kind == "Namespace" && live.Json["spec"]?["finalizers"] is JsonArray { Count: > 0 };

    private static JsonArray Array(List<string> names) => new([.. names.Select(n => JsonValue.Create(n))]);

    /// <summary>Pods on a node go when their kubelet says so.</summary>
    private static long Grace(StoredObject live, DeleteOptions options)
    {
        if (live.Type.Kind != "Pod" || live.Json["spec"]?["nodeName"] is null) return 0;
        if ((string?)live.Json["status"]?["phase"] is "Succeeded" or "Failed") return 0;
        return options.GracePeriodSeconds ?? (long?)live.Json["spec"]?["terminationGracePeriodSeconds"] ?? 30;
    }

    private static long Remaining(StoredObject live) => (long?)live.Metadata["deletionGracePeriodSeconds"] ?? 0;
}
