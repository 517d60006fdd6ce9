using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Bodies of requests: UTF-8 without a byte order mark. Apply refuses nulls in custom resources and owns them in built-in ones, so they are left out.</summary>
internal static class JsonBody
{
    // A json-patch test compares strings as they are written, and the API server writes everything but <>& unescaped.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(JsonObject body) => Write(writer => WriteWithoutNulls(writer, body));

    public static byte[] Of<T>(T body, JsonTypeInfo<T> type) => Of((JsonObject)JsonSerializer.SerializeToNode(body, type)!);

    /// <summary>A patch, in which a null means something.</summary>
    public static byte[] Verbatim(JsonNode patch) => Write(writer => patch.WriteTo(writer));

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain)) content(writer);
        return buffer.ToArray();
    }

    private static void WriteWithoutNulls(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                writer.WriteStartObject();
                foreach (var (name, value) in item.Where(property => property.Value is not null))
                {
                    writer.WritePropertyName(name);
                    WriteWithoutNulls(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var value in items) WriteWithoutNulls(writer, value);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }
}
