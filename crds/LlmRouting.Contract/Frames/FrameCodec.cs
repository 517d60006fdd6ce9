using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmRouting.Contract.Frames;

/// <summary>Frames as JSON lines. Equal frames are equal bytes.</summary>
public static class FrameCodec
{
    // A line end inside a string is always escaped, so a line is a frame.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line with its end.</summary>
    /// <exception cref="JsonException">Longer than <see cref="FrameProtocol.MaxFrameBytes"/>.</exception>
    public static byte[] Encode(Frame frame)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact)) JsonSerializer.Serialize(writer, frame, FramesJsonContext.Default.Frame);
        buffer.WriteByte((byte)'\n');
        return buffer.Length <= FrameProtocol.MaxFrameBytes ? buffer.ToArray() : throw new JsonException($"{frame.Slot} is {buffer.Length} bytes, more than {FrameProtocol.MaxFrameBytes}");
    }

    /// <summary>Null: of a kind this assembly does not know, which may be passed over.</summary>
    /// <param name="line">With or without its end.</param>
    /// <exception cref="JsonException">Not a frame, or of a schema version this assembly does not read.</exception>
    public static Frame? Decode(ReadOnlySpan<byte> line)
    {
        if (line.Length > FrameProtocol.MaxFrameBytes) throw new JsonException($"a frame of {line.Length} bytes is longer than {FrameProtocol.MaxFrameBytes}");
        if (!IsKnown(FrameHead.KindOf(line))) return null;
        var frame = JsonSerializer.Deserialize<Frame>(line, FramesReading.Options) ?? throw new JsonException("no frame");
        return FrameSchema.Readable.Contains(frame.Schema) ? frame : throw new JsonException($"schema version {frame.Schema} is not one of {string.Join(", ", FrameSchema.Readable)}");
    }

    /// <summary>As <see cref="Decode"/>; but a frame of a known slot that cannot be read is an <see cref="UnreadableFrame"/>, since it says nothing of those that follow.</summary>
    /// <exception cref="JsonException">Not JSON, or nobody could say what it was to replace.</exception>
    public static Frame? Receive(ReadOnlySpan<byte> line)
    {
        try
        {
            return Decode(line);
        }
        catch (JsonException e) when (line.Length <= FrameProtocol.MaxFrameBytes)
        {
            var head = FrameHead.Of(line);
            return head.HasSlot ? new UnreadableFrame(head.Slot, "cannot be read: " + e.Message) { Order = head.Order } : throw new JsonException(e.Message, e);
        }
    }

    private static bool IsKnown(string kind) => Enum.GetNames<FrameKind>().Any(name => string.Equals(name.ToLowerInvariant(), kind, StringComparison.Ordinal));
}
