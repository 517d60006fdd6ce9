namespace LlmRouting.DataPlane.State;

/// <param name="Limit">Units a window allows.</param>
/// <param name="Remaining">Whole units left, 0..Limit.</param>
/// <param name="Reset">Time until nothing is used any more.</param>
public readonly record struct RateLimitQuota(long Limit, long Remaining, TimeSpan Reset);
