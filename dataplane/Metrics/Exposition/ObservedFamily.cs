using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>Series that exist only as long as their callback names them. Used under the exposition's lock.</summary>
internal sealed class ObservedFamily(Instrument instrument, string type, int maxSeries) : MetricFamily(instrument, type)
{
    private readonly Dictionary<LabelSet, double> values = new(LabelSetComparer.Instance);

    public override void BeginScrape() => values.Clear();

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelSet.Of(tags);
        if (values.Count < maxSeries || values.ContainsKey(labels)) values[labels] = value;
    }

    public override void Write(PrometheusText text)
    {
        if (values.Count > 0) WriteHead(text);
        foreach (var (labels, value) in values.OrderBy(v => v.Key.Text, StringComparer.Ordinal)) text.Sample(Name, labels.Text, value);
    }
}
