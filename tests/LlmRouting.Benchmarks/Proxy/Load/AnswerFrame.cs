using System.Buffers.Text;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>Finds the end of an HTTP/1.1 answer on a connection that asks one thing at a time.</summary>
public struct AnswerFrame
{
    private const int TailKept = 64;

    private bool headRead;
    private long left;
    private bool isChunked;

    public bool IsWhole { get; private set; }

    /// <summary>Status 200, and a stream that said it was done.</summary>
    public bool IsOk { get; private set; }

    /// <summary>Looks at what has been kept and what is new; says how many bytes at the end of it were kept, moved to the front.</summary>
    public int Take(Span<byte> all)
    {
        var bytes = all;
        if (!headRead)
        {
            var end = all.IndexOf("\r\n\r\n"u8);
            if (end < 0) return all.Length;
            ReadHead(all[..end]);
            bytes = all[(end + 4)..];
        }

        if (!isChunked) return TakeCounted(bytes.Length);
        var tail = bytes[^Math.Min(TailKept, bytes.Length)..];
        EndChunked(tail);
        tail.CopyTo(all);
        return tail.Length;
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        headRead = true;
        IsOk = head[9..12].SequenceEqual("200"u8);
        var at = head.IndexOf("ontent-Length: "u8);
        if (at < 0) at = head.IndexOf("ontent-length: "u8);
        isChunked = at < 0;
        if (!isChunked) Utf8Parser.TryParse(head[(at + 15)..], out left, out _);
    }

    private int TakeCounted(int count)
    {
        left -= count;
        IsWhole = left <= 0;
        return 0;
    }

    private void EndChunked(ReadOnlySpan<byte> tail)
    {
        IsWhole = tail.EndsWith("0\r\n\r\n"u8);
        if (IsWhole) IsOk &= tail.IndexOf("[DONE]"u8) >= 0 || tail.IndexOf("}\r\n"u8) >= 0;
    }
}
