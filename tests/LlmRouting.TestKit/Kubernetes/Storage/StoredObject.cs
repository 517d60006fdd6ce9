using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>One version of an object. <see cref="Json"/> is never changed after it was stored: clone it.</summary>
public sealed class StoredObject(ResourceType type, ObjectKey key, ulong version, JsonObject json)
{
    private JsonObject? tree = json;
    private byte[]? utf8;

    public ResourceType Type => type;

    public ObjectKey Key => key;

    public ulong Version => version;

    public JsonObject Json => Volatile.Read(ref tree) ?? JsonReading.Parse(utf8)!.AsObject();

    /// <summary>The object as it goes over the wire, encoded once for all readers.</summary>
    public byte[] Utf8 => utf8 ??= Wire.Encode(tree!);

    public JsonObject Metadata => Json["metadata"]!.AsObject();

    public string Uid { get; } = (string?)json["metadata"]!["uid"] ?? "";

    public JsonObject? Labels => Metadata["labels"] as JsonObject;

    public bool IsDeleting { get; } = json["metadata"]!["deletionTimestamp"] is not null;

    public bool HasFinalizers { get; } = json["metadata"]!["finalizers"] is JsonArray { Count: > 0 };

    public JsonObject Copy() => Volatile.Read(ref tree) is { } now ? now.DeepClone().AsObject() : JsonReading.Parse(utf8)!.AsObject();

    /// <summary>An old version is kept as bytes only; it takes a tenth of the room.</summary>
    public void Compress()
    {
        _ = Utf8;
        Volatile.Write(ref tree, null);
    }
}
