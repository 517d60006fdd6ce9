using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

/// <summary>Holds for text longer than <see cref="Max"/>; exactly that long is not (S4.5a ii).</summary>
public sealed record LengthRuleSpec
{
    public required LengthUnit Unit { get; init; }
    public required int Max { get; init; }

    /// <summary>Default All (S4.4).</summary>
    public TextScope? Scope { get; init; }

    public required string Label { get; init; }
}
