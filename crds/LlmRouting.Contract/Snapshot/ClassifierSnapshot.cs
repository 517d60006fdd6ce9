namespace LlmRouting.Contract.Snapshot;

/// <summary>A named classifier version. Exactly one kind is set.</summary>
public sealed record ClassifierSnapshot
{
    public required string Name { get; init; }
    public HeuristicSnapshot? Heuristic { get; init; }
}

/// <summary>simple, moderate, complex in rising order.</summary>
public enum ComplexityLabel
{
    Simple,
    Moderate,
    Complex,
}

/// <summary>Rules in the order they are asked: code or math (an override, S1.8), keywords in their order, length, turns, otherwise (S4.4).</summary>
public sealed record HeuristicSnapshot
{
    /// <summary>Label of a prompt with a fenced code block or mathematical notation; null: not looked at.</summary>
    public ComplexityLabel? CodeOrMath { get; init; }

    /// <summary>Text that keywords and codeOrMath look at; S4.4 joins all messages.</summary>
    public TextScope Scope { get; init; } = TextScope.All;

    public IReadOnlyList<KeywordRule> Keywords { get; init; } = [];
    public LengthRule? Length { get; init; }
    public TurnsRule? Turns { get; init; }
    public ComplexityLabel Otherwise { get; init; } = ComplexityLabel.Simple;
}

/// <summary>Matches when any word is found and, where given, no word of <see cref="None"/> is and the text is not longer than <see cref="AtMost"/> (S0.3).</summary>
public sealed record KeywordRule
{
    public required string Name { get; init; }
    public required ComplexityLabel Label { get; init; }
    public string? Category { get; init; }
    public required IReadOnlyList<string> Any { get; init; }
    public IReadOnlyList<string> None { get; init; } = [];
    public KeywordMatch Match { get; init; } = KeywordMatch.Substring;
    public LengthLimit? AtMost { get; init; }
}

public enum KeywordMatch
{
    /// <summary>Anywhere in the lower-cased text (S4.3, literal).</summary>
    Substring,

    /// <summary>Between word boundaries; in Hangul a boundary is needed on the left only, since particles follow without a space.</summary>
    Word,

    /// <summary>The word or an inflection of it: optimize, optimise, optimized, optimization.</summary>
    Stem,

    /// <summary>A non-backtracking regular expression.</summary>
    Regex,
}

public enum LengthUnit
{
    /// <summary>UTF-16 code units after NFC, which are Python's len() for Korean and English.</summary>
    Chars,

    /// <summary>UTF-8 bytes.</summary>
    Bytes,

    /// <summary>Words × 1.3 (S0.1).</summary>
    Tokens,

    /// <summary>Runs of non-whitespace.</summary>
    Words,
}

/// <summary>Which messages a rule looks at.</summary>
public enum TextScope
{
    /// <summary>Every message, system and assistant included, joined by a space (S4.4).</summary>
    All,

    /// <summary>Every user message.</summary>
    User,

    /// <summary>The last user message.</summary>
    LastUser,
}

/// <param name="Max">Exceeded by more than this; exactly <paramref name="Max"/> is not (S4.5a ii).</param>
public sealed record LengthRule(LengthUnit Unit, int Max, TextScope Scope, ComplexityLabel Label);

public sealed record LengthLimit(LengthUnit Unit, int Max);

/// <param name="Count">What a turn is: S4.4 counts messages, system and assistant included.</param>
public sealed record TurnsRule(TurnCount Count, int Max, ComplexityLabel Label);

public enum TurnCount
{
    Messages,
    UserTurns,
}
