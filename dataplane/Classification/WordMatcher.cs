using System.Text;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Between word boundaries.</summary>
internal sealed class WordMatcher : KeywordMatcher
{
    private readonly KeywordScan latin, others;

    public WordMatcher(IEnumerable<string> words)
    {
        var byScript = words.ToLookup(w => Ascii.IsValid(w));
        latin = new KeywordScan([.. byScript[true]]);
        others = new KeywordScan([.. byScript[false]]);
    }

    public override bool Found(ReadOnlySpan<char> text, bool ascii) => Found(latin, text) || (!ascii && Found(others, text));

    private static bool Found(KeywordScan scan, ReadOnlySpan<char> text)
    {
        var from = 0;
        for (var at = scan.Next(text); at >= 0; at = scan.Next(text[from..]))
        {
            if (StandsAt(scan.Words, text, from + at)) return true;
            from += at + 1;
        }
        return false;
    }

    private static bool StandsAt(ReadOnlySpan<string> words, ReadOnlySpan<char> text, int at)
    {
        foreach (var word in words)
        {
            if (text[at..].StartsWith(word) && WordBoundary.Around(text, at, at + word.Length)) return true;
        }
        return false;
    }
}
