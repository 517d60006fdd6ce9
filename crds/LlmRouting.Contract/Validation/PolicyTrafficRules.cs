using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Fallbacks, retries, limits and cache of a policy.</summary>
internal static class PolicyTrafficRules
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    public static void Check(FieldCheck check, RoutingPolicySpec spec)
    {
        check.Count("spec.fallbacks", spec.Fallbacks, 1, 16);
        check.Unique("spec.fallbacks", spec.Fallbacks, fallback => fallback.From, "from");
        check.Each("spec.fallbacks", spec.Fallbacks, (path, fallback) => Fallback(check, spec, path, fallback));
        if (spec.Retry is not null) Retry(check, spec.Retry);
        check.Count("spec.rateLimits", spec.RateLimits, 1, 32);
        check.Unique("spec.rateLimits", spec.RateLimits, limit => limit.Name, "name");
        check.Each("spec.rateLimits", spec.RateLimits, (path, limit) => RateLimit(check, path, limit));
        check.Duration("spec.cache.ttl", spec.Cache?.Ttl, Second, TimeSpan.FromDays(30));
    }

    private static void Fallback(FieldCheck check, RoutingPolicySpec spec, string path, FallbackSpec fallback)
    {
        PolicyNames.TierExists(check, spec, FieldPath.Field(path, "from"), fallback.From);
        check.Count(FieldPath.Field(path, "to"), fallback.To, 1, 8);
        check.Unique(FieldPath.Field(path, "to"), fallback.To, tier => tier);
        check.Each(FieldPath.Field(path, "to"), fallback.To, (item, tier) =>
        {
            PolicyNames.TierExists(check, spec, item, tier);
            check.When(tier == fallback.From, item, $"{tier} cannot be its own fallback");
        });
    }

    private static void Retry(FieldCheck check, RetrySpec retry)
    {
        check.Range("spec.retry.attempts", retry.Attempts, 0, 10);
        var first = check.Duration("spec.retry.backoff.base", retry.Backoff?.Base, Millisecond, TimeSpan.FromMinutes(1));
        var longest = check.Duration("spec.retry.backoff.max", retry.Backoff?.Max, Millisecond, TimeSpan.FromMinutes(10));
        if (first > longest) check.Report("spec.retry.backoff.base", $"must not be longer than max, {GoDuration.Format(longest.Value)}");
        check.Count("spec.retry.retryOn", retry.RetryOn, 1, 16);
        check.Unique("spec.retry.retryOn", retry.RetryOn, reason => reason);
        check.Range("spec.retry.budget.percent", retry.Budget?.Percent, 0, 100);
        check.Range("spec.retry.budget.minPerSecond", retry.Budget?.MinPerSecond, 0, 10_000);
    }

    private static void RateLimit(FieldCheck check, string path, RateLimitSpec limit)
    {
        check.Name(FieldPath.Field(path, "name"), limit.Name);
        check.Name(FieldPath.Field(path, "limitClass"), limit.LimitClass);
        check.Range(FieldPath.Field(path, "requests"), limit.Requests, 1, 1_000_000_000);
        check.Range(FieldPath.Field(path, "tokens"), limit.Tokens, 1, 1_000_000_000_000);
        check.Duration(FieldPath.Field(path, "window"), limit.Window, Second, TimeSpan.FromDays(1));
        check.When(limit.Requests is null && limit.Tokens is null, path, "needs requests, tokens or both");
    }
}
