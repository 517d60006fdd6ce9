namespace LlmRouting.Contract.Api;

public sealed record PolicyTierSpec
{
    /// <summary>The tier's name in this policy, e.g. <c>weak</c>.</summary>
    public required string Name { get; init; }

    public required LocalRef TierRef { get; init; }
}
