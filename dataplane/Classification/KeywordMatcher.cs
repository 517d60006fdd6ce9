using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Finds any of some keywords in folded text.</summary>
internal abstract class KeywordMatcher
{
    /// <summary>Whether messages are looked at one by one rather than joined.</summary>
    public virtual bool ByMessage => false;

    /// <param name="ascii">Whether the whole text is ASCII, so that keywords that are not need no look.</param>
    public abstract bool Found(ReadOnlySpan<char> text, bool ascii);

    /// <exception cref="ArgumentException">A regular expression is malformed or cannot do without backtracking.</exception>
    public static KeywordMatcher Create(IEnumerable<string> keywords, KeywordMatch match)
    {
        string[] words = [.. keywords.Where(k => k.Length > 0)];
        return match switch
        {
            KeywordMatch.Word => new WordMatcher(words.Select(TextFolding.Fold)),
            KeywordMatch.Stem => new StemMatcher(words.Select(TextFolding.Fold)),
            KeywordMatch.Regex => new RegexMatcher(words),
            _ => new SubstringMatcher(words.Select(TextFolding.Fold)),
        };
    }
}
