using System.Text;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>What the operator counts about itself. Label values are names of the program's own parts, enums and status codes; of objects' only served namespaces and tiers, each of which runs on GPUs.</summary>
public sealed partial class OperatorMetrics
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Metric> all = new(StringComparer.Ordinal);

    public OperatorMetrics()
    {
        RegisterQueues();
        RegisterCaches();
        RegisterLease();
    }

    /// <summary>A counter of another part of the program.</summary>
    /// <param name="name">Ends in <c>_total</c>.</param>
    public Counter Counter(string name, string help, params string[] labels) => Add(new Counter(name, help, labels));

    public Gauge Gauge(string name, string help, params string[] labels) => Add(new Gauge(name, help, labels));

    /// <summary>A gauge of objects, as many series as there are of them.</summary>
    public void Collect(string name, string help, string[] labels, Func<IEnumerable<(string[] Labels, double Value)>> collect) => Add(new CollectedGauge(name, help, labels, collect));

    /// <param name="name">Ends in <c>_seconds</c>.</param>
    public Histogram Histogram(string name, string help, params string[] labels) => Add(new Histogram(name, help, labels));

    /// <summary>The whole exposition, in Prometheus' text format 0.0.4, sorted by name and labels.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        lock (gate)
        {
            foreach (var metric in all.Values) metric.Write(text);
        }

        return text.ToString();
    }

    private T Add<T>(T metric) where T : Metric
    {
        lock (gate) all.Add(metric.Name, metric);
        return metric;
    }
}
