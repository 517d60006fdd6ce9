using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics.Exposition;

internal sealed class HistogramFamily : MetricFamily
{
    private readonly double[] boundaries;
    private readonly string[] bucketLabels;
    private readonly SeriesTable<HistogramSeries> series;

    public HistogramFamily(Histogram<double> histogram, int maxSeries) : base(histogram, "histogram")
    {
        var advice = histogram.Advice?.HistogramBucketBoundaries ?? throw new NotSupportedException($"{histogram.Name} has no buckets");
        boundaries = [.. advice];
        bucketLabels = [.. boundaries.Select(b => $"le=\"{PrometheusText.Boundary(b)}\""), "le=\"+Inf\""];
        series = new(maxSeries, () => new HistogramSeries(boundaries));
    }

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!double.IsNaN(value)) series.Get(tags).Record(value);
    }

    public override void Write(PrometheusText text)
    {
        var sorted = series.Sorted();
        if (sorted.Length > 0) WriteHead(text);
        foreach (var (labels, histogram) in sorted) WriteSeries(text, labels.Text, histogram);
    }

    private void WriteSeries(PrometheusText text, string labels, HistogramSeries histogram)
    {
        // Sum before buckets: a value recorded in between may miss in the sum, but _count always equals the +Inf bucket.
        var sum = histogram.Sum;
        long count = 0;
        for (var i = 0; i < bucketLabels.Length; i++)
        {
            count += histogram.CountIn(i);
            text.Sample($"{Name}_bucket", labels.Length == 0 ? bucketLabels[i] : $"{labels},{bucketLabels[i]}", count);
        }

        text.Sample($"{Name}_sum", labels, sum);
        text.Sample($"{Name}_count", labels, count);
    }
}
