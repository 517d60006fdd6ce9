using System.Text.Json;

namespace LlmRouting.Contract.Frames;

/// <summary>Reads a frame's kind without the rest.</summary>
internal static class FrameHead
{
    /// <exception cref="JsonException">No JSON object with a <c>kind</c>.</exception>
    public static string KindOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("a frame is a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKind = reader.ValueTextEquals("kind"u8);
            reader.Read();
            if (isKind) return reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("kind is not a string");
            reader.Skip();
        }

        throw new JsonException("a frame has a kind");
    }
}
