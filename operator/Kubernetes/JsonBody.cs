using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Bodies of requests: UTF-8 without a byte order mark. Apply refuses nulls in custom resources and owns them in built-in ones, so they are left out.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(JsonObject body) => Write(writer => WriteWithoutNulls(writer, body));

    public static byte[] Of<T>(T body, JsonTypeInfo<T> type) => Of((JsonObject)JsonSerializer.SerializeToNode(body, type)!);

    /// <summary>A merge patch, in which a null removes a field.</summary>
    public static byte[] Verbatim(JsonNode patch) => Write(writer => patch.WriteTo(writer));

    /// <summary>A JSON patch. Its test compares strings as they are written, so they are escaped as Go does: these three, in lower case.</summary>
    public static byte[] AsGo(JsonArray patch)
    {
        var text = Encoding.UTF8.GetString(Verbatim(patch));
        return Encoding.UTF8.GetBytes(text.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal));
    }

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
