namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>One histogram of seconds.</summary>
public sealed class HistogramSeries
{
    /// <summary>1 ms to 5 min: from a reconcile that finds nothing to do to the longest back-off.</summary>
    public static readonly double[] Boundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly Lock gate = new();
    private readonly long[] counts = new long[Boundaries.Length + 1];
    private double sum;

    public void Record(double seconds)
    {
        var bucket = Array.FindIndex(Boundaries, b => seconds <= b);
        lock (gate)
        {
            counts[bucket < 0 ? Boundaries.Length : bucket]++;
            sum += seconds;
        }
    }

    /// <summary>Counts per bucket, not cumulative; the last is what exceeds every boundary.</summary>
    public (long[] Counts, double Sum) Read()
    {
        lock (gate) return ([.. counts], sum);
    }
}
