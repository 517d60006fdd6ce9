using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>One version of an object. <see cref="Json"/> is never changed after it was stored: clone it.</summary>
public sealed class StoredObject(ResourceType type, ObjectKey key, ulong version, JsonObject json)
{
    private byte[]? utf8;

    public ResourceType Type => type;

    public ObjectKey Key => key;

    public ulong Version => version;

    public JsonObject Json => json;

    /// <summary>The object as it goes over the wire, encoded once for all readers.</summary>
    public byte[] Utf8 => utf8 ??= Wire.Encode(json);

    public JsonObject Metadata => json["metadata"]!.AsObject();

    public string Uid => (string?)Metadata["uid"] ?? "";

    public JsonObject? Labels => Metadata["labels"] as JsonObject;

    public bool IsDeleting => Metadata["deletionTimestamp"] is not null;

    public bool HasFinalizers => Metadata["finalizers"] is JsonArray { Count: > 0 };

    public JsonObject Copy() => json.DeepClone().AsObject();
}
