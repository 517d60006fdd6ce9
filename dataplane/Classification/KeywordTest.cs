using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Classification;

/// <summary>A keyword rule made ready to search.</summary>
internal sealed class KeywordTest(KeywordRule rule)
{
    private readonly (string Word, KeywordMatcher Matcher)[] each = [.. rule.Any.Select(w => (w, KeywordMatcher.Create([w], rule.Match)))];

    public KeywordMatcher Any { get; } = KeywordMatcher.Create(rule.Any, rule.Match);

    public KeywordMatcher? None { get; } = rule.None.Count == 0 ? null : KeywordMatcher.Create(rule.None, rule.Match);

    public LengthLimit? AtMost { get; } = rule.AtMost;

    public Outcome Outcome { get; } = Outcome.Rule(rule.Label, Outcome.Keyword(rule.Name), rule.Category);

    /// <summary>Each keyword with a matcher of its own, to tell which were found.</summary>
    public IReadOnlyList<(string Word, KeywordMatcher Matcher)> Each => each;
}
