using System.Buffers;
using System.Text.Json;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>
/// Collects the decoded text of a request: messages with content joined by one space (S4.4), the text parts of one message by a line feed
/// (S4.5a v; what vLLM's own template loader does).
/// </summary>
internal sealed class TextAssembler : IDisposable
{
    private const int KeptChars = 64 * 1024, KeptSegments = 1024;

    private char[] chars = [];
    private TextSegment[] segments = [];
    private int length, count, start;
    private bool open;
    private TextProfile profile;

    public ReadOnlySpan<char> Text => chars.AsSpan(0, length);
    public ReadOnlySpan<TextSegment> Segments => segments.AsSpan(0, count);
    public TextProfile Profile => profile;

    public long HeldBytes => (long)chars.Length * sizeof(char);

    public void BeginMessage()
    {
        open = false;
        start = length;
    }

    /// <summary>Decodes the string the reader stands on; an empty one leaves no trace. Returns what it decoded, valid until more is appended.</summary>
    public ReadOnlySpan<char> AppendPart(ref Utf8JsonReader reader)
    {
        Reserve(reader.ValueSpan.Length + 1);
        var separator = open || length > 0 ? 1 : 0;
        var written = reader.CopyString(chars.AsSpan(length + separator));
        if (written == 0) return default;
        if (separator == 1) chars[length] = open ? '\n' : ' ';
        if (!open) start = length + separator;
        open = true;
        length += separator + written;
        return chars.AsSpan(length - written, written);
    }

    public TextMark Mark() => new(length, start, open);

    public void Rollback(TextMark mark) => (length, start, open) = (mark.Length, mark.Start, mark.Open);

    public void EndMessage(MessageRole role)
    {
        if (count == segments.Length) Grow(ref segments, Math.Max(16, count * 2), count);
        segments[count++] = new TextSegment(role, open ? start : length, open ? length - start : 0);
        profile.Add(chars.AsSpan(start, open ? length - start : 0));
    }

    /// <summary>Instructions stand before every turn wherever the client wrote them.</summary>
    public void MoveLastMessageToFront()
    {
        var last = segments[count - 1];
        Array.Copy(segments, 0, segments, 1, count - 1);
        segments[0] = last with { Start = 0 };
        if (last.Length == 0) return;
        var shift = last.Start == 0 ? 0 : last.Length + 1;
        if (shift > 0) RotateText(last);
        for (var i = 1; i < count; i++) segments[i] = segments[i] with { Start = segments[i].Start + shift };
    }

    public void Reset()
    {
        length = count = start = 0;
        open = false;
        profile = default;
        if (chars.Length > KeptChars) Release(ref chars);
        if (segments.Length > KeptSegments) Release(ref segments);
    }

    public void Dispose()
    {
        length = count = 0;
        Release(ref chars);
        Release(ref segments);
    }

    private void RotateText(TextSegment last)
    {
        var copy = ArrayPool<char>.Shared.Rent(last.Length);
        chars.AsSpan(last.Start, last.Length).CopyTo(copy);
        chars.AsSpan(0, last.Start - 1).CopyTo(chars.AsSpan(last.Length + 1));
        copy.AsSpan(0, last.Length).CopyTo(chars);
        chars[last.Length] = ' ';
        ArrayPool<char>.Shared.Return(copy);
    }

    private void Reserve(int more)
    {
        if (length + more > chars.Length) Grow(ref chars, Math.Max(length + more, Math.Max(1024, chars.Length * 2)), length);
    }

    private static void Grow<T>(ref T[] array, int size, int used)
    {
        var larger = ArrayPool<T>.Shared.Rent(size);
        array.AsSpan(0, used).CopyTo(larger);
        Release(ref array);
        array = larger;
    }

    private static void Release<T>(ref T[] array)
    {
        if (array.Length > 0) ArrayPool<T>.Shared.Return(array);
        array = [];
    }
}
