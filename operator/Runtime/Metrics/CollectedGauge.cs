using System.Text;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>A gauge whose series come and go with what they are about: they are made when somebody scrapes.</summary>
/// <param name="collect">Label values and value of every series.</param>
internal sealed class CollectedGauge(string name, string help, string[] labels, Func<IEnumerable<(string[] Labels, double Value)>> collect) : Metric(name, help, "gauge")
{
    protected override void WriteSamples(StringBuilder text)
    {
        foreach (var (key, value) in collect().Select(one => (MetricsText.Labels(labels, one.Labels), one.Value)).OrderBy(one => one.Item1, StringComparer.Ordinal))
            MetricsText.Sample(text, Name, key, value);
    }
}
