using System.Collections.Concurrent;
using System.Text;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>Values that are asked for when somebody scrapes.</summary>
public sealed class Gauge(string name, string help, params string[] labels) : Metric(name, help, "gauge")
{
    private readonly ConcurrentDictionary<string, Func<double?>> sources = new(StringComparer.Ordinal);

    /// <param name="source">Null while there is nothing to say. A later source of the same labels takes the place of an earlier one.</param>
    public void Observe(Func<double?> source, params ReadOnlySpan<string> values) => sources[MetricsText.Labels(labels, values)] = source;

    protected override void WriteSamples(StringBuilder text)
    {
        foreach (var (key, source) in sources.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (source() is { } value) MetricsText.Sample(text, Name, key, value);
        }
    }
}
