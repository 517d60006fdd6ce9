namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Finds the ends of server-sent events in a growing buffer, whatever the chunk boundaries were (S0.13). Remembers how far it looked, so no byte is looked at twice.</summary>
public struct SseFramer
{
    private int line;

    /// <summary>Length of the first complete event in <paramref name="bytes"/>, its closing blank line included; 0 while it is incomplete.</summary>
    public int Next(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var length = bytes[line..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0) return 0;

            var after = AfterBreak(bytes, line + length);
            if (after < 0) return 0;

            var blank = length == 0;
            line = blank ? 0 : after;
            if (blank) return after;
        }
    }

    // A lone CR at the end may be the first half of CRLF, so only the next chunk tells where the line ends.
    private static int AfterBreak(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes[at] == '\n') return at + 1;
        if (at + 1 == bytes.Length) return -1;
        return bytes[at + 1] == '\n' ? at + 2 : at + 1;
    }
}
