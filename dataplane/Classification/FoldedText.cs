using System.Buffers;
using System.Text;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Classification;

/// <summary>The messages [first, end) of a request, folded into a rented buffer; messages keep their numbers.</summary>
internal ref struct FoldedText : IDisposable
{
    /// <summary>NFC makes text at most three times as long in UTF-16 (Unicode's FAQ on normalisation).</summary>
    private const int MostGrowth = 3;

    private readonly char[] chars;
    private readonly TextSegment[]? own;
    private readonly ReadOnlySpan<TextSegment> segments;
    private readonly int origin;

    private FoldedText(ParsedRequest request, int first, int end, bool compose)
    {
        segments = request.Segments;
        var text = Extent(request, first, end);
        chars = ArrayPool<char>.Shared.Rent(compose ? text.Length * MostGrowth : text.Length);
        if (!compose)
        {
            origin = text.Start;
            TextFolding.Lower(request.Text.Slice(text.Start, text.Length), chars);
            return;
        }
        own = ArrayPool<TextSegment>.Shared.Rent(segments.Length);
        Compose(request, first, end);
        segments = own.AsSpan(0, segments.Length);
    }

    public static FoldedText Of(ParsedRequest request, int first, int end) => new(request, first, end, request.MayNeedNfc && AnyNeedsNfc(request, first, end));

    /// <summary>One message.</summary>
    public readonly ReadOnlySpan<char> Message(int index) => Slice(segments[index].Start, segments[index].Length);

    /// <summary>Several, joined by a space.</summary>
    public readonly ReadOnlySpan<char> Messages(int first, int end)
    {
        while (first < end && segments[first].Length == 0) first++;
        while (end > first && segments[end - 1].Length == 0) end--;
        return first == end ? default : Slice(segments[first].Start, segments[end - 1].End - segments[first].Start);
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(chars);
        if (own is not null) ArrayPool<TextSegment>.Shared.Return(own);
    }

    private readonly ReadOnlySpan<char> Slice(int start, int length) => length == 0 ? default : chars.AsSpan(start - origin, length);

    private static (int Start, int Length) Extent(ParsedRequest request, int first, int end)
    {
        int start = int.MaxValue, last = 0;
        foreach (var segment in request.Segments[first..end])
        {
            if (segment.Length == 0) continue;
            start = Math.Min(start, segment.Start);
            last = segment.End;
        }
        return last == 0 ? (0, 0) : (start, last - start);
    }

    private static bool AnyNeedsNfc(ParsedRequest request, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (TextFolding.NeedsNfc(request.Text.Slice(request.Segments[i].Start, request.Segments[i].Length))) return true;
        }
        return false;
    }

    private readonly void Compose(ParsedRequest request, int first, int end)
    {
        var at = 0;
        for (var i = first; i < end; i++)
        {
            var segment = request.Segments[i];
            if (segment.Length > 0 && at > 0) chars[at++] = ' ';
            var written = Compose(request.Text.Slice(segment.Start, segment.Length), chars.AsSpan(at));
            own![i] = segment with { Start = at, Length = written };
            at += written;
        }
        TextFolding.LowerInPlace(chars.AsSpan(0, at));
    }

    private static int Compose(ReadOnlySpan<char> text, Span<char> to)
    {
        if (TextFolding.NeedsNfc(text) && text.TryNormalize(to, out var written, NormalizationForm.FormC)) return written;
        text.CopyTo(to);
        return text.Length;
    }
}
