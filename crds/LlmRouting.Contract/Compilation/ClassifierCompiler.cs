using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Classifiers of a policy, defaults filled in. Words stay as they are written: whoever matches them normalises both sides.</summary>
internal static class ClassifierCompiler
{
    public static ClassifierSnapshot Compile(ClassifierSpec spec) => new()
    {
        Name = spec.Name,
        Heuristic = spec.Heuristic is { } heuristic ? Heuristic(heuristic) : null,
    };

    private static HeuristicSnapshot Heuristic(HeuristicSpec spec) => new()
    {
        CodeOrMath = spec.CodeOrMath is { } label ? Label(label) : null,
        Scope = spec.Scope ?? TextScope.All,
        Keywords = [.. (spec.Keywords ?? []).Select(Keyword)],
        Length = spec.Length is { } length ? new LengthRule(length.Unit, length.Max, length.Scope ?? TextScope.All, Label(length.Label)) : null,
        Turns = spec.Turns is { } turns ? new TurnsRule(turns.Count ?? TurnCount.Messages, turns.Max, Label(turns.Label)) : null,
        Otherwise = spec.Otherwise is { } otherwise ? Label(otherwise) : ComplexityLabel.Simple,
    };

    private static KeywordRule Keyword(KeywordRuleSpec spec) => new()
    {
        Name = spec.Name,
        Label = Label(spec.Label),
        Category = spec.Category,
        Any = spec.Any,
        None = spec.None ?? [],
        Match = spec.Match ?? KeywordMatch.Substring,
        AtMost = spec.AtMost is { } limit ? new LengthLimit(limit.Unit, limit.Max) : null,
    };

    private static ComplexityLabel Label(string text) =>
        ComplexityLabels.TryParse(text, out var label) ? label : throw new ArgumentException("not validated", nameof(text));
}
