using System.Collections.Concurrent;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Which figures a status shows: new ones at most once a minute, since a figure that moves with every request would be written with every request; none when nothing has been measured for long.</summary>
public sealed class GaugeThrottle(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>A leader that begins, or a server that is slow for a while, takes no figure away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, long> shownAt = new();
    private readonly ConcurrentDictionary<string, long> unmeasuredSince = new();

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
        if (now is null) return Unmeasured(key, before);
        unmeasuredSince.TryRemove(key, out _);
        if (now.Equals(before)) return (before, null);
        var wait = shownAt.TryGetValue(key, out var at) ? Interval - time.GetElapsedTime(at) : TimeSpan.Zero;
        if (before is not null && wait > TimeSpan.Zero) return (before, wait);
        shownAt[key] = time.GetTimestamp();
        return (now, null);
    }

    public void Forget(string key)
    {
        shownAt.TryRemove(key, out _);
        unmeasuredSince.TryRemove(key, out _);
    }

    private (T? Shown, TimeSpan? Again) Unmeasured<T>(string key, T? before)
        where T : class
    {
        if (before is null) return (null, null);
        var left = Patience - time.GetElapsedTime(unmeasuredSince.GetOrAdd(key, _ => time.GetTimestamp()));
        return left > TimeSpan.Zero ? (before, left) : (null, null);
    }
}
