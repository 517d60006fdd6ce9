using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Classifies by rules: code or math, keywords in their order, length, turns, otherwise (S4.4, S1.8). Immutable, safe for many threads; deciding allocates nothing.</summary>
/// <exception cref="ArgumentException">A regular expression is malformed or cannot do without backtracking.</exception>
public sealed class HeuristicClassifier(HeuristicSnapshot spec)
{
    private const int RulesOnStack = 16;

    private readonly HeuristicRules rules = new(spec);

    /// <param name="request">A parsed request.</param>
    /// <param name="onlyUpgrade">The result with the highest label among the request and every beginning of it that ends in a user turn, so that a conversation never falls back.</param>
    public ClassificationResult Classify(ParsedRequest request, bool onlyUpgrade)
    {
        Span<KeywordFinding> findings = rules.Keywords.Length <= RulesOnStack ? stackalloc KeywordFinding[rules.Keywords.Length] : new KeywordFinding[rules.Keywords.Length];
        var now = JudgeWhole(request, findings);
        if (!onlyUpgrade || now.Label == rules.Highest || request.Segments.Length < 2) return now.Now;
        var earlier = JudgeHistory(request, findings);
        return earlier is not null && earlier.Label > now.Label ? earlier.Earlier : now.Now;
    }

    /// <summary>Every keyword of any rule that the request holds, as the rule spells it (S4.8). For traces and explanations: allocates.</summary>
    public IReadOnlyList<string> KeywordsFound(ParsedRequest request)
    {
        var found = new List<string>();
        using var text = FoldedText.Of(request, 0, request.Segments.Length);
        var scoped = new ScopedText(request, text, rules.Scope, 0, request.Segments.Length);
        foreach (var (word, matcher) in rules.Keywords.SelectMany(k => k.Each))
        {
            if (!found.Contains(word) && scoped.Found(matcher)) found.Add(word);
        }
        return found;
    }

    private Outcome JudgeWhole(ParsedRequest request, Span<KeywordFinding> findings)
    {
        var end = request.Segments.Length;
        var first = rules.Scope == TextScope.LastUser ? Math.Max(0, Scopes.LastUser(request.Segments, end)) : 0;
        using var text = FoldedText.Of(request, first, end);
        var evidence = new Evidence(rules, request, text, findings);
        evidence.Begin();
        evidence.Add(end);
        return evidence.Judge();
    }

    private Outcome? JudgeHistory(ParsedRequest request, Span<KeywordFinding> findings)
    {
        Outcome? highest = null;
        using var text = FoldedText.Of(request, 0, request.Segments.Length);
        var evidence = new Evidence(rules, request, text, findings);
        evidence.Begin();
        for (var i = 0; i < request.Segments.Length && highest?.Label != rules.Highest; i++)
        {
            if (request.Segments[i].Role != MessageRole.User) continue;
            evidence.Add(i + 1);
            var outcome = evidence.Judge();
            if (highest is null || outcome.Label > highest.Label) highest = outcome;
        }
        return highest;
    }
}
