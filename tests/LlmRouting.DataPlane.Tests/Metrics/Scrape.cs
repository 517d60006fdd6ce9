using System.Buffers;
using System.Text;
using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Tests.Metrics;

/// <summary>A data plane's metrics and what Prometheus would read of them.</summary>
internal sealed class Scrape : IDisposable
{
    private readonly PrometheusExposition exposition;

    public Scrape(int maxSeries = 2000)
    {
        Metrics = new RouterMetrics();
        exposition = new PrometheusExposition(Metrics.Meter, maxSeries);
    }

    public RouterMetrics Metrics { get; }

    public string Text() => Text(exposition);

    public string[] Lines() => Text().Split('\n');

    /// <summary>Samples whose metric is exactly this one.</summary>
    public string[] Samples(string metric) => [.. Lines().Where(l => l.Split('{', ' ')[0] == metric)];

    public void Dispose()
    {
        exposition.Dispose();
        Metrics.Dispose();
    }

    public static string Text(PrometheusExposition exposition)
    {
        var buffer = new ArrayBufferWriter<byte>();
        exposition.Write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
