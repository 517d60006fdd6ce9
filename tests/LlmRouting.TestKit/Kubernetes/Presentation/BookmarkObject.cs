using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Builtins;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Presentation;

/// <summary>The empty object that carries a bookmark's version.</summary>
public static class BookmarkObject
{
    public static JsonObject Of(ResourceType type, ulong version, bool endsInitial)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (endsInitial) metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var result = new JsonObject { ["kind"] = type.Kind, ["apiVersion"] = type.GroupVersion, ["metadata"] = metadata };
        if (!type.IsCustom) EmptyObjects.Fill(result, type);
        return result;
    }
}
