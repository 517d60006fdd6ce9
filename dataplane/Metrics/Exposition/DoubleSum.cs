namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>A sum that any thread may add to. Whole numbers stay exact up to 2⁵³.</summary>
internal sealed class DoubleSum
{
    private double sum;

    public double Value => Volatile.Read(ref sum);

    public void Add(double value)
    {
        var seen = Volatile.Read(ref sum);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref sum, seen + value, seen);
            if (before.Equals(seen)) return;
            seen = before;
        }
    }
}
