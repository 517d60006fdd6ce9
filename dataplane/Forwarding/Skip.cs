using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Why a tier was not asked at all.</summary>
public enum Skip
{
    None,
    NoEndpoints,
    BreakerOpen,
    Saturated,
    BudgetExhausted,

    /// <summary>A fallback that lacks a capability or the context the request needs.</summary>
    Unsuited,
}

public static class Skips
{
    public static Refusal ToRefusal(this Skip skip, string tier, TimeSpan retryAfter) => skip switch
    {
        Skip.BreakerOpen => Unavailable("circuit_open", $"Tier '{tier}' has been failing and is given time to recover.", retryAfter),
        Skip.Saturated => Unavailable("tier_saturated", $"Tier '{tier}' has as many requests as it takes.", TimeSpan.FromSeconds(1)),
        Skip.BudgetExhausted => Unavailable("retry_budget_exhausted", "Too many requests are being retried; this one is not, so that the tiers can recover.", TimeSpan.FromSeconds(1)) with { ShouldRetry = false },
        _ => Unavailable("no_endpoints", $"Tier '{tier}' has no endpoint.", TimeSpan.FromSeconds(5)),
    };

    private static Refusal Unavailable(string code, string message, TimeSpan retryAfter) => new(503, "api_error", code, message) { RetryAfter = retryAfter };
}
