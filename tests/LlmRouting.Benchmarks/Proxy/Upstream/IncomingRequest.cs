using System.Buffers.Text;

namespace LlmRouting.Benchmarks.Proxy.Upstream;

/// <summary>As much of a request as the upstream must know. A benchmark's upstream may believe what it is sent.</summary>
/// <param name="Length">Bytes of the whole request; 0 while it is incomplete.</param>
/// <param name="Events">Events before the last; what max_tokens says.</param>
/// <param name="IntervalMs">Between events; what seed says.</param>
public readonly record struct IncomingRequest(int Length, bool IsPost, bool IsStream, int Events, int IntervalMs)
{
    public static IncomingRequest Read(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0) return default;
        var body = bytes[(head + 4)..];
        var length = BodyLength(bytes[..head], body);
        if (length < 0 || length > body.Length) return default;
        body = body[..length];
        var isStream = body.IndexOf("\"stream\":true"u8) >= 0;
        return new IncomingRequest(
            head + 4 + length, bytes[0] == 'P', isStream, isStream ? Number(body, "\"max_tokens\":"u8) : 0, isStream ? Number(body, "\"seed\":"u8) : 0);
    }

    // Every client at hand writes Content-Length or content-length, and one space.
    private static int BodyLength(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        if (head.IndexOf("ontent-"u8) < 0 && head[0] == 'G') return 0;
        var length = Number(head, "ength: "u8);
        if (length > 0) return length;
        if (head.IndexOf("hunked"u8) < 0) return 0;
        return body.EndsWith("0\r\n\r\n"u8) ? body.Length : -1;
    }

    private static int Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> after)
    {
        var at = text.IndexOf(after);
        return at >= 0 && Utf8Parser.TryParse(text[(at + after.Length)..], out int number, out _) ? number : 0;
    }
}
