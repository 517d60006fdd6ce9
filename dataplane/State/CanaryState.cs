using System.Collections.Concurrent;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.State;

/// <summary>What both sides of every canary did, in buckets of ten seconds of this process's own clock. Counts only rise, so it does no harm to say them twice.</summary>
public sealed class CanaryState(TimeProvider time)
{
    /// <summary>Length of a bucket.</summary>
    public static readonly TimeSpan BucketLength = TimeSpan.FromSeconds(10);

    /// <summary>How long buckets can be said again; what the operator has not heard by then it will not hear.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Counters of one report; each is 400 bytes at most, a report 1 MiB.</summary>
    public const int MaxOfReport = 1000;

    private readonly long began = time.GetTimestamp();
    private readonly ConcurrentDictionary<(string RolloutUid, int Epoch, CanarySide Side), CanarySeries> series = new();

    /// <summary>Sides of epochs that counters are kept of.</summary>
    public int SeriesKept => series.Count;

    private double Seconds => time.GetElapsedTime(began).TotalSeconds;

    /// <summary>Whether a canary has failed since the operator last heard of it.</summary>
    public bool HasNewFailures => series.Any(one => one.Value.IsUrgent);

    /// <summary>One request that was assigned by <paramref name="split"/> and has ended.</summary>
    /// <param name="side">Stable or Canary.</param>
    public void Count(SplitSnapshot split, SplitSide side, bool failed, string callerId)
    {
        var which = side == SplitSide.Canary ? CanarySide.Canary : CanarySide.Stable;
        var bucket = BucketOf(Seconds);
        Series((split.RolloutUid, split.Epoch, which), Oldest(bucket)).Count(bucket, Oldest(bucket), failed, (uint)(StableHash.Start.Add(callerId).Value >> 32));
    }

    /// <summary>What the operator has not been told, <see cref="MaxOfReport"/> at most: failures of canaries first, then the oldest.</summary>
    public IReadOnlyList<CanaryCounter> Unsaid()
    {
        var now = Seconds;
        var oldest = Oldest(BucketOf(now));
        return
        [
            .. series.Values.SelectMany(one => one.Unsaid(oldest, now))
                .OrderBy(counter => counter is { Side: CanarySide.Canary, Failures: > 0 } ? 0 : 1)
                .ThenBy(counter => counter.Bucket)
                .Take(MaxOfReport),
        ];
    }

    /// <summary>The operator has these.</summary>
    public void Said(IEnumerable<CanaryCounter> counters)
    {
        foreach (var counter in counters)
        {
            if (series.TryGetValue((counter.RolloutUid, counter.Epoch, counter.Side), out var one)) one.Said(counter);
        }
    }

    /// <summary>Whoever listens now has heard nothing.</summary>
    public void SayAgain()
    {
        foreach (var one in series.Values) one.SayAgain();
    }

    // Epochs come one after the other, so a new one is when to let go of old ones.
    private CanarySeries Series((string RolloutUid, int Epoch, CanarySide Side) key, long oldest)
    {
        if (series.TryGetValue(key, out var known)) return known;
        foreach (var (old, one) in series)
        {
            if (one.IsOver(oldest)) series.TryRemove(old, out _);
        }

        return series.GetOrAdd(key, static key => new CanarySeries(key.RolloutUid, key.Epoch, key.Side));
    }

    private static long BucketOf(double seconds) => (long)(seconds / BucketLength.TotalSeconds);

    private static long Oldest(long newest) => newest - (long)(Kept / BucketLength);
}
