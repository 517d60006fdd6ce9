using System.Globalization;
using System.Text;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>Durations in seconds.</summary>
public sealed class Histogram(string name, string help, params string[] labels) : Metric<HistogramSeries>(name, help, "histogram", labels)
{
    public void Record(TimeSpan duration, params ReadOnlySpan<string> values) => Series(values).Record(duration.TotalSeconds);

    protected override void WriteSeries(StringBuilder text, string labels, HistogramSeries one)
    {
        var (counts, sum) = one.Read();
        var prefix = labels.Length == 0 ? "" : labels + ",";
        long count = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            count += counts[i];
            var le = i < HistogramSeries.Boundaries.Length ? ((decimal)HistogramSeries.Boundaries[i]).ToString(CultureInfo.InvariantCulture) : "+Inf";
            MetricsText.Sample(text, Name + "_bucket", $"{prefix}le=\"{le}\"", count);
        }

        MetricsText.Sample(text, Name + "_sum", labels, sum);
        MetricsText.Sample(text, Name + "_count", labels, count);
    }
}
