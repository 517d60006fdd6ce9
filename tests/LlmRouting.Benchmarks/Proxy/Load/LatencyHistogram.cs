using System.Numerics;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>Counts of durations, exact to 1 µs below a millisecond and to 0.2 % above. Any thread may record.</summary>
public sealed class LatencyHistogram
{
    private const int Linear = 1024;
    private const int Half = Linear / 2;

    private readonly long[] counts = new long[Linear + (Half * 24)];

    public long Count => counts.Sum();

    public void Record(TimeSpan duration) => Interlocked.Increment(ref counts[Index((long)duration.TotalMicroseconds)]);

    /// <summary>In microseconds; 0 where nothing was recorded.</summary>
    /// <param name="share">0..1.</param>
    public double Quantile(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        for (var i = 0; i < counts.Length; i++)
        {
            left -= counts[i];
            if (left <= 0 && counts[i] > 0) return Value(i);
        }

        return 0;
    }

    private static int Index(long micros)
    {
        if (micros < Linear) return (int)Math.Max(0, micros);
        var shift = BitOperations.Log2((ulong)micros) - 9;
        return Math.Min(Linear + ((shift - 1) * Half) + (int)(micros >> shift) - Half, Linear + (Half * 24) - 1);
    }

    private static double Value(int index)
    {
        if (index < Linear) return index;
        var shift = ((index - Linear) / Half) + 1;
        return (double)((((index - Linear) % Half) + Half) * (1L << shift));
    }
}
