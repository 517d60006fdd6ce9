using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

/// <summary>Matches when a word of <see cref="Any"/> is found, none of <see cref="None"/> is, and the text is not longer than <see cref="AtMost"/>.</summary>
public sealed record KeywordRuleSpec
{
    public required string Name { get; init; }
    public required string Label { get; init; }
    public string? Category { get; init; }
    public required IReadOnlyList<string> Any { get; init; }
    public IReadOnlyList<string>? None { get; init; }

    /// <summary>Default Substring (S4.3).</summary>
    public KeywordMatch? Match { get; init; }

    public LengthLimitSpec? AtMost { get; init; }
}
