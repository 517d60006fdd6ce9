namespace LlmRouting.DataPlane.Classification;

/// <summary>
/// English words by their stem, which is always a prefix of the word, so that one search for stems finds the candidates.
/// Hangul words by their beginning and by the other spelling of a loanword; anything else (phrases, "c++") as a whole word.
/// </summary>
internal sealed class StemMatcher : KeywordMatcher
{
    private readonly WordMatcher whole;
    private readonly KeywordScan stems;

    public StemMatcher(IEnumerable<string> words)
    {
        var english = words.ToLookup(w => w.All(char.IsAsciiLetter));
        whole = new WordMatcher(english[false].SelectMany(HangulSpelling.Of));
        stems = new KeywordScan([.. english[true].SelectMany(Stems).Distinct()]);
    }

    public override bool Found(ReadOnlySpan<char> text, bool ascii) => StemFound(text) || whole.Found(text, ascii);

    private bool StemFound(ReadOnlySpan<char> text)
    {
        var from = 0;
        for (var at = stems.Next(text); at >= 0; at = stems.Next(text[from..]))
        {
            if (WordBoundary.Between(text, from + at) && HasStem(Word(text[(from + at)..]))) return true;
            from += at + 1;
        }
        return false;
    }

    private bool HasStem(ReadOnlySpan<char> word)
    {
        var (length, alternate) = EnglishStem.Lengths(word);
        foreach (var stem in stems.Words)
        {
            if ((stem.Length == length || stem.Length == alternate) && word.StartsWith(stem)) return true;
        }
        return false;
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end]) && !WordBoundary.IsHangul(text[end])) end++;
        return text[..end];
    }

    private static IEnumerable<string> Stems(string word)
    {
        var (length, alternate) = EnglishStem.Lengths(word);
        yield return word[..length];
        if (alternate > 0) yield return word[..alternate];
    }
}
