using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Rollouts;

/// <summary>What share of the requests a canary really gets, from what all data planes counted.</summary>
public sealed class ObservedShare(CanaryCounters counters, GaugeThrottle throttle)
{
    /// <summary>Long enough to say something, short enough to follow an edit of the weight.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Requests below which one percent is less than one of them.</summary>
    public const long Least = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <param name="split">Null where the rollout does nothing, which has no share.</param>
    /// <returns>In whole percent, and when to look again.</returns>
    public (int? Shown, TimeSpan? Again) Show(CanaryRollout rollout, SplitSnapshot? split)
    {
        if (split is null)
        {
            throttle.Forget(rollout.Ref.Key);
            return (null, null);
        }

        var before = rollout.Status?.ObservedShare is { } share && rollout.Status.Epoch == split.Epoch ? new Gauge(share) : null;
        var (shown, again) = throttle.Show(rollout.Ref.Key, before, Measure(split));
        return (shown?.Percent, again ?? Interval);
    }

    private Gauge? Measure(SplitSnapshot split)
    {
        var canary = counters.Within(split.RolloutUid, split.Epoch, CanarySide.Canary, Window).Requests;
        var all = canary + counters.Within(split.RolloutUid, split.Epoch, CanarySide.Stable, Window).Requests;
        return all < Least ? null : new Gauge((int)Math.Round(100.0 * canary / all));
    }

    private sealed record Gauge(int Percent);
}
