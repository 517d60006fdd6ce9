using System.Collections.Concurrent;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Which figures a status shows: new ones at most once a minute, since a figure that moves with every request would be written with every request.</summary>
public sealed class GaugeThrottle(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, long> shownAt = new();

    /// <param name="now">As measured, rounded; null where nothing is known.</param>
    /// <returns>What to show, and when to look again where that is not what is measured.</returns>
    public (TierGauges? Shown, TimeSpan? Again) Show(ModelTier tier, TierGauges? now) =>
        Show(tier.Ref.Key, tier.Status?.Demand is { } demand ? new TierGauges(demand, tier.Status.QueueDepth ?? 0, tier.Status.TtftP95) : null, now);

    /// <param name="key">Of the object.</param>
    /// <param name="before">As its status shows it.</param>
    /// <param name="now">As measured, rounded; null where nothing is known.</param>
    /// <returns>What to show, and when to look again where that is not what is measured.</returns>
    public (T? Shown, TimeSpan? Again) Show<T>(string key, T? before, T? now)
        where T : class
    {
        if (now is null || now.Equals(before)) return (before, null);
        var wait = shownAt.TryGetValue(key, out var at) ? Interval - time.GetElapsedTime(at) : TimeSpan.Zero;
        if (before is not null && wait > TimeSpan.Zero) return (before, wait);
        shownAt[key] = time.GetTimestamp();
        return (now, null);
    }

    public void Forget(string key) => shownAt.TryRemove(key, out _);
}
