using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

/// <summary>Holds for conversations of more than <see cref="Max"/> turns.</summary>
public sealed record TurnsRuleSpec
{
    /// <summary>Default Messages, system and assistant included (S4.5a iii).</summary>
    public TurnCount? Count { get; init; }

    public required int Max { get; init; }
    public required string Label { get; init; }
}
