namespace LlmRouting.Contract.Api;

public sealed record CanaryRolloutSpec
{
    public required LocalRef PolicyRef { get; init; }
    public required TierSplitSpec Tier { get; init; }

    /// <summary>Raised to try again after a rollback; default 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>Share of the canary, 0..100 %.</summary>
    public required int Weight { get; init; }

    public StickySpec? Sticky { get; init; }
}
