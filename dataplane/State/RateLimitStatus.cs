namespace LlmRouting.DataPlane.State;

/// <summary>What OpenAI's <c>x-ratelimit-{limit,remaining,reset}-{requests,tokens}</c> headers say; null where no such limit applies.</summary>
/// <param name="Requests">The request limit with the smallest share left.</param>
/// <param name="Tokens">The token limit with the smallest share left.</param>
public readonly record struct RateLimitStatus(RateLimitQuota? Requests, RateLimitQuota? Tokens)
{
    internal static RateLimitQuota Tighter(RateLimitQuota? known, RateLimitQuota other) =>
        known is { } first && (double)first.Remaining / first.Limit <= (double)other.Remaining / other.Limit ? first : other;
}
