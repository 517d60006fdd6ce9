using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Gathers what the rules ask for, message by message, and applies them in their order (S4.4).</summary>
internal ref struct Evidence(HeuristicRules rules, ParsedRequest request, FoldedText text, Span<KeywordFinding> findings)
{
    private readonly Span<KeywordFinding> findings = findings;
    private readonly FoldedText text = text;
    private LengthTally length = new(rules.Length?.Unit ?? LengthUnit.Chars, rules.Length?.Scope ?? TextScope.All);
    private bool codeOrMath;
    private int messages, userTurns;

    public void Begin()
    {
        for (var i = 0; i < findings.Length; i++) findings[i] = KeywordFinding.Begin(rules.Keywords[i], rules.Scope);
    }

    /// <summary>Takes in the messages up to <paramref name="end"/>.</summary>
    public void Add(int end)
    {
        var scoped = new ScopedText(request, text, rules.Scope, messages, end);
        if (rules.CodeOrMath is not null) codeOrMath = (codeOrMath && !scoped.StartsAnew) || scoped.CodeOrMathFound();
        for (var i = 0; i < findings.Length; i++) findings[i].Look(rules.Keywords[i], scoped);
        for (; messages < end; messages++) Count(messages);
    }

    public readonly Outcome Judge()
    {
        if (codeOrMath) return rules.CodeOrMath!;
        for (var i = 0; i < findings.Length; i++)
        {
            if (findings[i].Matches(rules.Keywords[i])) return rules.Keywords[i].Outcome;
        }
        if (rules.Length is { } size && length.Exceeds(size.Max)) return rules.TooLong!;
        if (rules.Turns is { } turns && (turns.Count == TurnCount.Messages ? messages : userTurns) > turns.Max) return rules.TooManyTurns!;
        return rules.Otherwise;
    }

    private void Count(int index)
    {
        if (request.Segments[index].Role == MessageRole.User) userTurns++;
        if (rules.Length is not null) length.Add(request, index);
        for (var i = 0; i < findings.Length; i++) findings[i].Count(rules.Keywords[i], request, index);
    }
}
