namespace LlmRouting.Contract.Vllm;

/// <summary>A Prometheus histogram: how many observations, in seconds, are at most each bound.</summary>
/// <param name="Bounds">Rising; the last is +Inf in a whole histogram.</param>
/// <param name="Counts">Cumulative, as many as bounds.</param>
public sealed record LatencyHistogram(IReadOnlyList<double> Bounds, IReadOnlyList<double> Counts)
{
    /// <summary>Observations; 0 for none.</summary>
    public double Total => Counts.Count == 0 ? 0 : Counts[^1];

    /// <summary>What was observed since an earlier look at the same server. One that began anew has only what it says now.</summary>
    public LatencyHistogram Since(LatencyHistogram earlier)
    {
        if (!Bounds.SequenceEqual(earlier.Bounds)) return this;
        var differences = Counts.Zip(earlier.Counts, (now, before) => now - before).ToList();
        return differences.Exists(difference => difference < 0) ? this : this with { Counts = differences };
    }

    /// <summary>Observations of both; of histograms with other bounds, the one with more.</summary>
    public LatencyHistogram Plus(LatencyHistogram other) =>
        Bounds.SequenceEqual(other.Bounds) ? this with { Counts = [.. Counts.Zip(other.Counts, (left, right) => left + right)] }
        : other.Total > Total ? other : this;

    /// <summary>The value that a share of observations keeps to, as Prometheus' histogram_quantile has it; null without observations.</summary>
    /// <param name="share">0..1.</param>
    public double? Quantile(double share)
    {
        if (!(Total > 0)) return null;
        var rank = share * Total;
        var at = 0;
        while (at < Counts.Count - 1 && Counts[at] < rank) at++;
        var below = at == 0 ? 0 : Counts[at - 1];
        var start = at == 0 ? 0 : Bounds[at - 1];
        // Beyond the last finite bound nothing is known but that.
        if (double.IsPositiveInfinity(Bounds[at])) return start;
        var inside = Counts[at] - below;
        return inside <= 0 ? Bounds[at] : start + ((Bounds[at] - start) * ((rank - below) / inside));
    }
}
