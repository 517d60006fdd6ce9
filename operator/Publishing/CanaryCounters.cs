using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// Everybody's canary counters. Each is cumulative under a name of its own, (pod UID, process, rollout UID, epoch, side, bucket), and merging
/// takes the larger: reports may be lost, repeated or overtake each other.
/// </summary>
/// <param name="keepFor">Age from which a bucket is no longer told apart from those before it; it stays in the total.</param>
public sealed class CanaryCounters(TimeProvider time, TimeSpan keepFor)
{
    /// <summary>Pods and their processes that one side of a rollout is counted for.</summary>
    private const int MaxSources = 5000;

    private static readonly double MaxAgeSeconds = TimeSpan.FromDays(7).TotalSeconds;

    private readonly Lock gate = new();
    private readonly Dictionary<Side, Dictionary<Source, CounterSeries>> sides = [];

    /// <summary>Merges what is plausible: counts are not negative and failures not more than requests.</summary>
    public void Merge(Peer peer, string process, IEnumerable<CanaryCounter> counters)
    {
        lock (gate)
        {
            foreach (var counter in counters.Where(IsPlausible))
                Series(counter, new Source(peer.PodUid, process))?.Merge(counter.Bucket, Began(counter), Evidence(counter));
        }
    }

    /// <summary>All that was counted in an epoch.</summary>
    public CanaryEvidence Total(string rolloutUid, int epoch, CanarySide side)
    {
        lock (gate) return Of(rolloutUid, epoch, side).Aggregate(default(CanaryEvidence), (sum, series) => sum + series.Total);
    }

    /// <summary>What was counted in buckets that began within the last <paramref name="window"/>.</summary>
    public CanaryEvidence Within(string rolloutUid, int epoch, CanarySide side, TimeSpan window)
    {
        var since = time.GetUtcNow() - window;
        lock (gate) return Of(rolloutUid, epoch, side).Aggregate(default(CanaryEvidence), (sum, series) => sum + series.Since(since));
    }

    /// <summary>Forgets epochs that are over and folds buckets that are too old to be told apart.</summary>
    /// <param name="isActive">Of a rollout UID and an epoch.</param>
    public void Sweep(Func<string, int, bool> isActive)
    {
        var oldest = time.GetUtcNow() - keepFor;
        lock (gate)
        {
            foreach (var side in sides.Keys.Where(side => !isActive(side.RolloutUid, side.Epoch)).ToList()) sides.Remove(side);
            foreach (var series in sides.Values.SelectMany(sources => sources.Values)) series.Fold(oldest);
        }
    }

    private static bool IsPlausible(CanaryCounter counter) =>
        counter.Failures >= 0 && counter.Requests >= counter.Failures && counter.Epoch >= 0
        && counter.Callers.Count <= CallerSketch.Size && counter.FailedCallers.Count <= CallerSketch.Size && counter.BeganSecondsAgo >= 0 && counter.BeganSecondsAgo <= MaxAgeSeconds;

    private static CanaryEvidence Evidence(CanaryCounter counter) =>
        new(counter.Requests, counter.Failures) { Callers = new CallerSketch(counter.Callers), FailedCallers = new CallerSketch(counter.FailedCallers) };

    private DateTimeOffset Began(CanaryCounter counter) => time.GetUtcNow() - TimeSpan.FromSeconds(counter.BeganSecondsAgo);

    private CounterSeries? Series(CanaryCounter counter, Source source)
    {
        var side = new Side(counter.RolloutUid, counter.Epoch, counter.Side);
        if (!sides.TryGetValue(side, out var sources)) sides[side] = sources = [];
        if (!sources.TryGetValue(source, out var series) && sources.Count < MaxSources) sources[source] = series = new CounterSeries();
        return series;
    }

    private IEnumerable<CounterSeries> Of(string rolloutUid, int epoch, CanarySide side) =>
        sides.GetValueOrDefault(new Side(rolloutUid, epoch, side))?.Values ?? Enumerable.Empty<CounterSeries>();

    private readonly record struct Side(string RolloutUid, int Epoch, CanarySide Which);

    private readonly record struct Source(string PodUid, string Process);
}
