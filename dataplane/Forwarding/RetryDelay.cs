using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Exponential back-off with jitter over its upper half, so that retries of many requests do not arrive together.</summary>
public static class RetryDelay
{
    /// <param name="retry">1 for the first retry.</param>
    /// <param name="chance">0..1.</param>
    public static TimeSpan Before(int retry, RetrySnapshot settings, double chance)
    {
        var full = Math.Min(settings.BackoffBase.TotalMilliseconds * Math.Pow(2, retry - 1), settings.BackoffMax.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + chance / 2));
    }
}
