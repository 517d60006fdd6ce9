using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Compilation;

/// <summary>A snapshot as text: properties sorted, no nulls, durations as Go writes them; equal snapshots are equal bytes. Never holds credentials.</summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line, UTF-8 where encoded.</summary>
    public static string Write(RoutingSnapshot snapshot) => Encoding.UTF8.GetString(WriteBytes(snapshot));

    /// <exception cref="JsonException">Not a snapshot, or of a schema version this assembly does not read.</exception>
    public static RoutingSnapshot Read(string json)
    {
        var snapshot = JsonSerializer.Deserialize(json, SnapshotJsonContext.Default.RoutingSnapshot) ?? throw new JsonException("no snapshot");
        if (snapshot.SchemaVersion != RoutingSnapshot.CurrentSchemaVersion)
            throw new JsonException($"schema version {snapshot.SchemaVersion} is not {RoutingSnapshot.CurrentSchemaVersion}");
        return snapshot with { Credentials = [] };
    }

    /// <summary>Sets the revision from the rest.</summary>
    public static RoutingSnapshot Stamp(RoutingSnapshot snapshot) => snapshot with { Revision = SnapshotRevision.Of(snapshot) };

    private static byte[] WriteBytes(RoutingSnapshot snapshot)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
            WriteSorted(writer, JsonSerializer.SerializeToNode(snapshot, SnapshotJsonContext.Default.RoutingSnapshot));
        return buffer.ToArray();
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                writer.WriteStartObject();
                foreach (var (name, value) in item.OrderBy(property => property.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    WriteSorted(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var value in items) WriteSorted(writer, value);
                writer.WriteEndArray();
                break;
            default:
                (node ?? throw new JsonException("null")).WriteTo(writer);
                break;
        }
    }
}
