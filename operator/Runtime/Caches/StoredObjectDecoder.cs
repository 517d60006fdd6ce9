using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Operator.Runtime.Caches;

/// <summary>Reads an object so that one that does not fit its type is a value too and never hides the others.</summary>
internal sealed class StoredObjectDecoder<T>(JsonTypeInfo<T> type) where T : class
{
    public StoredObject<T> Decode(JsonElement item)
    {
        var metadata = Member(item, "metadata");
        var key = new ObjectKey(Text(metadata, "namespace") ?? "", Text(metadata, "name") ?? "");
        var generation = Member(metadata, "generation") is { ValueKind: JsonValueKind.Number } n && n.TryGetInt64(out var g) ? g : 0;
        var (value, fault) = Read(item);
        return new(key, Text(metadata, "uid") ?? "", Text(metadata, "resourceVersion") ?? "", generation, value, fault)
        {
            DeletionTimestamp = Member(metadata, "deletionTimestamp") is { ValueKind: JsonValueKind.String } at && at.TryGetDateTimeOffset(out var time) ? time : null,
            Finalizers = Member(metadata, "finalizers") is { ValueKind: JsonValueKind.Array } names ? [.. names.EnumerateArray().Select(name => name.ToString())] : [],
        };
    }

    private (T? Value, string? Fault) Read(JsonElement item)
    {
        try
        {
            return item.Deserialize(type) is { } value ? (value, null) : (null, "the object is null");
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return (null, e.Message);
        }
    }

    private static JsonElement Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
