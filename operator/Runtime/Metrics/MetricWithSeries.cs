using System.Collections.Concurrent;
using System.Text;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>A metric whose series come into being as they are recorded. From <paramref name="maxSeries"/> on, new label values share one series <c>other</c>.</summary>
public abstract class Metric<TSeries>(string name, string help, string type, string[] labels, int maxSeries = 1000) : Metric(name, help, type)
    where TSeries : class, new()
{
    private readonly ConcurrentDictionary<string, TSeries> series = new(StringComparer.Ordinal);

    protected TSeries Series(ReadOnlySpan<string> values)
    {
        var key = MetricsText.Labels(labels, values);
        if (series.TryGetValue(key, out var found)) return found;
        if (series.Count >= maxSeries) key = MetricsText.Labels(labels, [.. labels.Select(_ => "other")]);
        return series.GetOrAdd(key, static _ => new TSeries());
    }

    protected abstract void WriteSeries(StringBuilder text, string labels, TSeries one);

    protected override void WriteSamples(StringBuilder text)
    {
        foreach (var (key, one) in series.OrderBy(s => s.Key, StringComparer.Ordinal)) WriteSeries(text, key, one);
    }
}
