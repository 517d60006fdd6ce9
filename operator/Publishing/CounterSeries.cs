namespace LlmRouting.Operator.Publishing;

/// <summary>The buckets of one process on one side of a rollout.</summary>
internal sealed class CounterSeries
{
    private readonly Dictionary<long, (DateTimeOffset Began, CanaryEvidence Evidence)> buckets = [];
    private long floor = long.MinValue;
    private CanaryEvidence folded;

    public CanaryEvidence Total => buckets.Values.Aggregate(folded, (sum, bucket) => sum + bucket.Evidence);

    /// <param name="began">By our clock; of several reports the earliest, since a report only ever arrives late.</param>
    public void Merge(long bucket, DateTimeOffset began, CanaryEvidence evidence)
    {
        if (bucket <= floor) return;
        buckets[bucket] = buckets.TryGetValue(bucket, out var known)
            ? (known.Began < began ? known.Began : began, CanaryEvidence.Later(known.Evidence, evidence))
            : (began, evidence);
    }

    public CanaryEvidence Since(DateTimeOffset time) =>
        buckets.Values.Where(bucket => bucket.Began >= time).Aggregate(default(CanaryEvidence), (sum, bucket) => sum + bucket.Evidence);

    /// <summary>Buckets up to the newest one that began before <paramref name="time"/> become one sum, which nothing can change any more.</summary>
    public void Fold(DateTimeOffset time)
    {
        var old = buckets.Where(bucket => bucket.Value.Began < time).Select(bucket => bucket.Key).ToList();
        if (old.Count == 0) return;
        floor = Math.Max(floor, old.Max());
        foreach (var bucket in buckets.Keys.Where(bucket => bucket <= floor).ToList())
        {
            folded += buckets[bucket].Evidence;
            buckets.Remove(bucket);
        }
    }
}
