using System.Collections.Concurrent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Which figures a tier's status shows: new ones at most once a minute, since a figure that moves with every request would be written with every request.</summary>
public sealed class GaugeThrottle(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, long> shownAt = new();

    /// <param name="now">As measured, rounded; null where nothing is known.</param>
    /// <returns>What to show, and when to look again where that is not what is measured.</returns>
    public (TierGauges? Shown, TimeSpan? Again) Show(ModelTier tier, TierGauges? now)
    {
        var before = tier.Status?.Demand is { } demand ? new TierGauges(demand, tier.Status.QueueDepth ?? 0, tier.Status.TtftP95) : null;
        if (now is null || now == before) return (before, null);
        var wait = shownAt.TryGetValue(tier.Ref.Key, out var at) ? Interval - time.GetElapsedTime(at) : TimeSpan.Zero;
        if (before is not null && wait > TimeSpan.Zero) return (before, wait);
        shownAt[tier.Ref.Key] = time.GetTimestamp();
        return (now, null);
    }

    public void Forget(string tier) => shownAt.TryRemove(tier, out _);
}
