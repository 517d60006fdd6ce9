using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Selectors;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>DELETE of a collection answers with the objects as they were.</summary>
public static class CollectionDeletion
{
    public static JsonObject Run(ObjectDatabase database, ObjectDeleter deleter, ApiCall call, DeleteOptions options)
    {
        if (call.Type.Kind == "Namespace") throw Refusals.NotAllowed();
        if (call.Type.Namespaced && call.Path.Namespace.Length == 0) throw call.Type.IsCustom ? Refusals.NoPage() : Refusals.NotAllowed();
        var filter = ObjectFilter.Of(call);
        lock (database.Gate)
        {
            var doomed = database.Table(call.Type).Objects.Values.Where(filter.Matches).ToList();
            var version = database.Version;
            foreach (var item in doomed) deleter.Delete(call.Type, item.Key, options, out _);
            return List(call.Type, doomed, version);
        }
    }

    private static JsonObject List(ResourceType type, List<StoredObject> items, ulong version)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (type.IsCustom) metadata["continue"] = "";
        return new JsonObject { ["kind"] = type.ListKind, ["apiVersion"] = type.GroupVersion, ["metadata"] = metadata, ["items"] = new JsonArray([.. items.Select(i => Item(i, type))]) };
    }

    private static JsonObject Item(StoredObject item, ResourceType type)
    {
        var copy = item.Copy();
        if (type.IsCustom) return copy;
        copy.Remove("kind");
        copy.Remove("apiVersion");
        return copy;
    }
}
