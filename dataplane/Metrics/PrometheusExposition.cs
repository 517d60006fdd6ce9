using System.Buffers;
using System.Diagnostics.Metrics;
using LlmRouting.DataPlane.Metrics.Exposition;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>Aggregates one meter's instruments and writes them in Prometheus' text format 0.0.4, sorted by name and labels.</summary>
/// <remarks>Counts what happens after it was made. Recording takes no lock and allocates nothing once a series exists.</remarks>
public sealed class PrometheusExposition : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly MeterListener listener;
    private readonly int maxSeries;

    /// <param name="maxSeriesPerMetric">From there on, new label values are counted together in one series labelled <c>other</c>.</param>
    public PrometheusExposition(Meter meter, int maxSeriesPerMetric = 2000)
    {
        maxSeries = maxSeriesPerMetric;
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, meter)) Publish(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.Start();
    }

    /// <summary>Answers a scrape.</summary>
    public async Task WriteAsync(HttpResponse response)
    {
        response.ContentType = ContentType;
        Write(response.BodyWriter);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
    }

    /// <summary>Asks the observed instruments, then writes every metric that has a sample.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        lock (gate)
        {
            foreach (var family in families.Values) family.BeginScrape();
            listener.RecordObservableInstruments();
            foreach (var family in families.Values) family.Write(new PrometheusText(output));
        }
    }

    public void Dispose() => listener.Dispose();

    private void Publish(Instrument instrument)
    {
        var family = MetricFamily.For(instrument, maxSeries);
        lock (gate) families.Add(instrument.Name, family);
        listener.EnableMeasurementEvents(instrument, family);
    }
}
