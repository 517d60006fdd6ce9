namespace LlmRouting.DataPlane.Forwarding;

/// <summary>The data of a server-sent event.</summary>
public static class SseData
{
    /// <summary>False for comments, bare <c>event:</c> lines and empty data. Only an event whose data spans several lines is copied.</summary>
    public static bool TryGet(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> data)
    {
        data = default;
        var found = false;
        foreach (var range in text.SplitAny((byte)'\n', (byte)'\r'))
        {
            var line = text[range];
            if (!line.StartsWith("data:"u8)) continue;
            var value = line[5..];
            if (value.StartsWith(" "u8)) value = value[1..];
            data = found ? Join(data, value) : value;
            found = true;
        }

        return found && !data.IsEmpty;
    }

    /// <summary>False for what can only be something else: a JSON document or a page where a stream was asked for.</summary>
    public static bool MayBeEvents(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(" \t\r\n"u8);
        return start.IsEmpty || StartsLike(start, "data"u8) || StartsLike(start, "event"u8) || StartsLike(start, "id"u8) || StartsLike(start, "retry"u8) || start[0] == ':';
    }

    private static bool StartsLike(ReadOnlySpan<byte> text, ReadOnlySpan<byte> field) =>
        text.Length < field.Length ? field.StartsWith(text) : text.StartsWith(field);

    private static byte[] Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => [.. first, (byte)'\n', .. second];
}
