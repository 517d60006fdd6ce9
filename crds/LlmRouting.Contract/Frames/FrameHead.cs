using System.Text.Json;

namespace LlmRouting.Contract.Frames;

/// <summary>What of a frame says where it belongs.</summary>
internal sealed record FrameHead
{
    public FrameKind Kind { get; init; }
    public FrameOrder Order { get; init; }
    public string? Tier { get; init; }

    public bool HasSlot => Kind is FrameKind.Endpoints or FrameKind.Load ? Tier is not null : Kind is not (FrameKind.Hello or FrameKind.Heartbeat);

    public FrameSlot Slot => new(Kind, Kind is FrameKind.Endpoints or FrameKind.Load ? Tier : null);

    /// <exception cref="JsonException">Not JSON, or no head of a known kind.</exception>
    public static FrameHead Of(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize<FrameHead>(line, FramesReading.Options) ?? throw new JsonException("no frame");

    /// <summary>The kind without the rest.</summary>
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
