using System.Buffers;
using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Items of lists of built-in kinds come without kind and apiVersion; this is such an item with them.</summary>
internal static class NamedItem
{
    public static JsonDocument Of(JsonElement item, ApiResource resource)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", resource.ApiVersion);
            writer.WriteString("kind", resource.Kind);
            foreach (var property in item.EnumerateObject()) property.WriteTo(writer);
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }
}
