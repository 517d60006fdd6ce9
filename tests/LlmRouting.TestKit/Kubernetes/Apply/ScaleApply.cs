using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Server-side apply of /scale: replicas owned by others need force; a CRD's scale cannot be applied at all.</summary>
public static class ScaleApply
{
    public static StoredObject Run(ObjectDatabase database, ObjectWriter writer, WriteRequest request, JsonObject config)
    {
        if (request.Type.IsCustom)
            throw Refusals.Internal("failed to create manager for existing fields: failed to convert live object (/; autoscaling/v1, Kind=Scale) to proper version: request to convert CR to an invalid group/version: autoscaling/v1");
        lock (database.Gate)
        {
            var live = database.Table(request.Type).Find(request.Key) ?? throw Refusals.NotFound(request.Type, request.Key.Name);
            var replicas = (long?)config["spec"]?["replicas"] ?? 0;
            if (!request.Force && replicas != (long?)live.Json["spec"]?["replicas"]) RefuseConflicts(live, request);
            return writer.Patch(request, value => ScaleObject.Write(value, config, live)).Object;
        }
    }

    private static void RefuseConflicts(StoredObject live, WriteRequest request)
    {
        var replicas = new FieldSet().Insert("f:spec", "f:replicas");
        var owners = ManagedFields.Read(live.Metadata["managedFields"]).Sets.Where(s => s.Value.Has("f:spec", "f:replicas")).Select(s => s.Key).ToList();
        if (owners.Count == 0) owners.Add(new ManagerKey("before-first-apply", "Update", "autoscaling/v1", "scale"));
        var others = owners.Where(o => o.Name != request.Manager).Select(o => (o, replicas)).ToList();
        if (others.Count > 0) throw ConflictReport.Refuse(others);
    }
}
