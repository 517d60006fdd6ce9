namespace LlmRouting.Contract.Api;

public sealed record SessionAffinitySpec
{
    /// <summary>What a conversation's earlier turns mean for its tier.</summary>
    public required TierPolicy TierPolicy { get; init; }
}
