using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>All series of one metric name.</summary>
internal abstract class MetricFamily(Instrument instrument, string type)
{
    protected string Name { get; } = instrument.Name;

    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Forgets what only the coming scrape may say again.</summary>
    public virtual void BeginScrape() { }

    /// <summary>Writes nothing while there is no series.</summary>
    public abstract void Write(PrometheusText text);

    public static MetricFamily For(Instrument instrument, int maxSeries) => instrument switch
    {
        Histogram<double> h => new HistogramFamily(h, maxSeries),
        Counter<long> or Counter<double> => new CounterFamily(instrument, CounterType(instrument), maxSeries),
        ObservableCounter<long> or ObservableCounter<double> => new ObservedFamily(instrument, CounterType(instrument), maxSeries),
        ObservableGauge<int> or ObservableGauge<long> or ObservableGauge<double> => new ObservedFamily(instrument, "gauge", maxSeries),
        _ => throw new NotSupportedException($"{instrument.Name}: {instrument.GetType().Name} has no exposition"),
    };

    protected void WriteHead(PrometheusText text) => text.Head(Name, instrument.Description ?? "", type);

    // promtool refuses a counter whose name does not end in _total, and some names are given (S3.9, S2.12).
    private static string CounterType(Instrument instrument) =>
        instrument.Name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "untyped";
}
