using System.Globalization;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Accounting;

/// <summary>OpenAI's x-ratelimit-* headers; only for callers that have a limit.</summary>
public static class RateLimitHeaders
{
    public static void Write(IHeaderDictionary headers, in RateLimitStatus status)
    {
        if (status.Requests is { } requests) Write(headers, "requests", requests);
        if (status.Tokens is { } tokens) Write(headers, "tokens", tokens);
    }

    private static void Write(IHeaderDictionary headers, string unit, in RateLimitQuota quota)
    {
        headers[$"x-ratelimit-limit-{unit}"] = quota.Limit.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{unit}"] = Math.Max(0, quota.Remaining).ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{unit}"] = string.Create(CultureInfo.InvariantCulture, $"{quota.Reset.TotalSeconds:0.###}s");
    }
}
