namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>One histogram. Counts are per bucket, not cumulative; the last is what exceeds every boundary.</summary>
internal sealed class HistogramSeries(double[] boundaries)
{
    private readonly long[] counts = new long[boundaries.Length + 1];
    private readonly DoubleSum sum = new();

    public double Sum => sum.Value;

    public long CountIn(int bucket) => Interlocked.Read(ref counts[bucket]);

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < boundaries.Length && value > boundaries[bucket]) bucket++;
        Interlocked.Increment(ref counts[bucket]);
        sum.Add(value);
    }
}
