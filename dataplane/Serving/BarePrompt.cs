using System.Buffers;
using System.Text.Json;

namespace LlmRouting.DataPlane.Serving;

/// <summary>S1.6's <c>{prompt, context?}</c> as a chat request to <c>auto</c>; everything else is left as it is.</summary>
public static class BarePrompt
{
    public static ReadOnlyMemory<byte> AsChat(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("messages", out _)) return body;
            if (!root.TryGetProperty("prompt", out var prompt) || prompt.ValueKind != JsonValueKind.String) return body;
            return Chat(Text(root, "model") ?? "auto", Text(root, "context"), prompt.GetString()!);
        }
        catch (JsonException)
        {
            // The request parser says what is wrong, in the words it uses everywhere.
            return body;
        }
    }

    public static ReadOnlyMemory<byte> Chat(string model, string? system, string prompt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteStartArray("messages");
        if (system is not null) WriteMessage(json, "system", system);
        WriteMessage(json, "user", prompt);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void WriteMessage(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}
