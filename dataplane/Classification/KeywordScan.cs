using System.Buffers;
using System.Text;

namespace LlmRouting.DataPlane.Classification;

/// <summary>
/// One search for several words. SearchValues of strings is vectorised for words that begin in ASCII only; for Hangul it walks an automaton
/// at 7 ns a character, so those are found by their first character and then compared.
/// </summary>
internal sealed class KeywordScan
{
    private readonly string[] words;
    private readonly SearchValues<string>? ascii;
    private readonly SearchValues<char>? firsts;

    public KeywordScan(string[] words)
    {
        this.words = words;
        if (words.Length == 0) return;
        if (words.All(w => Ascii.IsValid(w))) ascii = SearchValues.Create(words, StringComparison.Ordinal);
        else firsts = SearchValues.Create([.. words.Select(w => w[0])]);
    }

    public ReadOnlySpan<string> Words => words;

    /// <summary>Index of the first occurrence of any of them, or −1.</summary>
    public int Next(ReadOnlySpan<char> text)
    {
        if (ascii is not null) return text.IndexOfAny(ascii);
        return firsts is null ? -1 : NextByFirst(text, firsts);
    }

    private int NextByFirst(ReadOnlySpan<char> text, SearchValues<char> candidates)
    {
        var from = 0;
        for (var at = text.IndexOfAny(candidates); at >= 0; at = text[from..].IndexOfAny(candidates))
        {
            if (AnyAt(text[(from + at)..])) return from + at;
            from += at + 1;
        }
        return -1;
    }

    private bool AnyAt(ReadOnlySpan<char> text)
    {
        foreach (var word in words)
        {
            if (word[0] == text[0] && text.StartsWith(word)) return true;
        }
        return false;
    }
}
