namespace LlmRouting.Contract.Api;

public sealed record TierSplitSpec
{
    /// <summary>A ModelTier that the policy names.</summary>
    public required LocalRef StableRef { get; init; }

    public required LocalRef CanaryRef { get; init; }
}
