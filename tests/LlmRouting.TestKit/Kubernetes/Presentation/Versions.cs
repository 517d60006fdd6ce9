using LlmRouting.TestKit.Kubernetes.Builtins;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Presentation;

/// <summary>Objects in the version that is asked for, when another stored them (Events have two).</summary>
public static class Versions
{
    public static byte[] Bytes(StoredObject item, ResourceType type) =>
        item.Type.GroupVersion == type.GroupVersion ? item.Utf8 : Wire.Encode(EventConversion.To(type.GroupVersion, item.Copy()));

    public static System.Text.Json.Nodes.JsonObject Json(StoredObject item, ResourceType type) =>
        item.Type.GroupVersion == type.GroupVersion ? item.Json : EventConversion.To(type.GroupVersion, item.Copy());
}
