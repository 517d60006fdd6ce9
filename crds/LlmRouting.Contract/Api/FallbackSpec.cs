namespace LlmRouting.Contract.Api;

public sealed record FallbackSpec
{
    /// <summary>Tier name in the policy.</summary>
    public required string From { get; init; }

    /// <summary>Tier names in the policy, in the order they are tried.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
