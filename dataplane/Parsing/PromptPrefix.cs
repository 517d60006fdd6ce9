using System.Buffers;
using System.Text.Unicode;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>The beginning of a prompt as a prefix cache sees it: system messages, then tools, then the first user message.</summary>
internal static class PromptPrefix
{
    private const byte Separator = 0xFF;

    public static ulong Hash(ParsedRequest request, int bytes)
    {
        if (bytes <= 0) return XxHash64.Hash([]);
        var buffer = ArrayPool<byte>.Shared.Rent(bytes);
        var hash = XxHash64.Hash(buffer.AsSpan(0, Fill(request, buffer.AsSpan(0, bytes))));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    private static int Fill(ParsedRequest request, Span<byte> prefix)
    {
        var used = 0;
        foreach (var segment in request.Segments)
        {
            if (segment.Role == MessageRole.User) break;
            if (segment.Role == MessageRole.System) Add(Text(request, segment), prefix, ref used);
        }
        Add(Bytes(request, request.ToolsValue), prefix, ref used);
        foreach (var segment in request.Segments)
        {
            if (segment.Role != MessageRole.User) continue;
            Add(Text(request, segment), prefix, ref used);
            break;
        }
        if (request.TokenIds > 0) Add(Bytes(request, request.PromptValue), prefix, ref used);
        return used;
    }

    private static ReadOnlySpan<char> Text(ParsedRequest request, TextSegment segment) => request.Text.Slice(segment.Start, segment.Length);

    private static ReadOnlySpan<byte> Bytes(ParsedRequest request, ByteRange range) => request.Body.Span.Slice(range.Start, range.Length);

    private static void Add(ReadOnlySpan<char> text, Span<byte> prefix, ref int used)
    {
        Utf8.FromUtf16(text, prefix[used..], out _, out var written);
        used += written;
        Separate(prefix, ref used);
    }

    private static void Add(ReadOnlySpan<byte> bytes, Span<byte> prefix, ref int used)
    {
        var fits = Math.Min(bytes.Length, prefix.Length - used);
        bytes[..fits].CopyTo(prefix[used..]);
        used += fits;
        Separate(prefix, ref used);
    }

    /// <summary>A byte no UTF-8 holds, so that two pieces never read as one.</summary>
    private static void Separate(Span<byte> prefix, ref int used)
    {
        if (used < prefix.Length) prefix[used++] = Separator;
    }
}
