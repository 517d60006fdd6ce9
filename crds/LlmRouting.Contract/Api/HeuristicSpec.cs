using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

/// <summary>Rules in the order they are asked: codeOrMath, keywords in their order, length, turns, otherwise. Labels are simple, moderate, complex.</summary>
public sealed record HeuristicSpec
{
    /// <summary>Label of a prompt with a code block or mathematical notation (S1.8); absent: not looked at.</summary>
    public string? CodeOrMath { get; init; }

    /// <summary>Text that codeOrMath and keywords look at; default All (S4.4).</summary>
    public TextScope? Scope { get; init; }

    public IReadOnlyList<KeywordRuleSpec>? Keywords { get; init; }
    public LengthRuleSpec? Length { get; init; }
    public TurnsRuleSpec? Turns { get; init; }

    /// <summary>Default simple.</summary>
    public string? Otherwise { get; init; }
}
