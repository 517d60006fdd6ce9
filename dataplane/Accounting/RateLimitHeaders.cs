using System.Globalization;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Accounting;

/// <summary>OpenAI's x-ratelimit-* headers; only for callers that have a limit.</summary>
public static class RateLimitHeaders
{
    private static readonly Names Requests = new("requests");
    private static readonly Names Tokens = new("tokens");

    public static void Write(IHeaderDictionary headers, in RateLimitStatus status)
    {
        if (status.Requests is { } requests) Requests.Write(headers, requests);
        if (status.Tokens is { } tokens) Tokens.Write(headers, tokens);
    }

    /// <summary>Seconds to the millisecond, <c>1.25s</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        var (seconds, left) = Math.DivRem((long)Math.Round(span.TotalMilliseconds), 1000);
        if (left == 0) return seconds == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
        if (left % 100 == 0) return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{left / 100}s");
        return left % 10 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds}.{left / 10:00}s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds}.{left:000}s");
    }

    private sealed class Names(string unit)
    {
        private readonly string limit = "x-ratelimit-limit-" + unit;
        private readonly string remaining = "x-ratelimit-remaining-" + unit;
        private readonly string reset = "x-ratelimit-reset-" + unit;

        public void Write(IHeaderDictionary headers, in RateLimitQuota quota)
        {
            headers[limit] = quota.Limit.ToString(CultureInfo.InvariantCulture);
            headers[remaining] = Math.Max(0, quota.Remaining).ToString(CultureInfo.InvariantCulture);
            headers[reset] = Duration(quota.Reset);
        }
    }
}
