using System.Globalization;
using System.Text;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>A Prometheus histogram with fixed bounds.</summary>
internal sealed class Histogram(string name, string help, double[] bounds)
{
    private readonly Lock gate = new();
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    public void Observe(TimeSpan value)
    {
        var at = Array.FindIndex(bounds, bound => value.TotalSeconds <= bound);
        lock (gate)
        {
            counts[at < 0 ? bounds.Length : at]++;
            sum += value.TotalSeconds;
        }
    }

    public void Write(StringBuilder to, string engine, string model)
    {
        lock (gate)
        {
            to.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} histogram\n");
            var cumulated = 0L;
            for (var i = 0; i <= bounds.Length; i++)
            {
                cumulated += counts[i];
                var le = i == bounds.Length ? "+Inf" : bounds[i].ToString("0.0###", CultureInfo.InvariantCulture);
                to.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{engine},le=\"{le}\",{model}}} {cumulated}.0\n");
            }

            to.Append(CultureInfo.InvariantCulture, $"{name}_count{{{engine},{model}}} {cumulated}.0\n{name}_sum{{{engine},{model}}} {sum:R}\n");
        }
    }
}
