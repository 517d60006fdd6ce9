using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics.Exposition;

internal sealed class CounterFamily(Instrument instrument, string type, int maxSeries) : MetricFamily(instrument, type)
{
    private readonly SeriesTable<DoubleSum> series = new(maxSeries, static () => new DoubleSum());

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // A counter never falls; NaN would stay for ever.
        if (value >= 0) series.Get(tags).Add(value);
    }

    public override void Write(PrometheusText text)
    {
        var sorted = series.Sorted();
        if (sorted.Length > 0) WriteHead(text);
        foreach (var (labels, sum) in sorted) text.Sample(Name, labels.Text, sum.Value);
    }
}
