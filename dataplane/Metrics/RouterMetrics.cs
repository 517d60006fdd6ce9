using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>Everything the data plane counts, one method an event. Events allocate nothing; labels come from configuration or an enum.</summary>
/// <remarks>
/// A <c>tier</c> label beside a <c>policy</c> label, and that of requests_route_tier, is the tier's name in the policy (<c>weak</c>);
/// elsewhere, like S3.9's <c>provider</c>, it is the ModelTier's. Policies, rollouts and ModelTiers of other namespaces than <c>default</c> are written <c>namespace/name</c>.
/// </remarks>
public sealed partial class RouterMetrics : IDisposable
{
    public const string MeterName = "LlmRouting";

    public RouterMetrics()
    {
        Meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        CreateRequestInstruments();
        CreateRoutingInstruments();
        CreateForwardingInstruments();
        CreateConfigurationInstruments();
        ProcessMetrics.Register(Meter);
    }

    /// <summary>What a listener, such as <see cref="PrometheusExposition"/>, attaches to.</summary>
    public Meter Meter { get; }

    public void Dispose() => Meter.Dispose();

    private Counter<long> Counter(string name, string help) => Meter.CreateCounter<long>(name, null, help);

    private Histogram<double> Histogram(string name, InstrumentAdvice<double> buckets, string help) =>
        Meter.CreateHistogram(name, null, help, null, buckets);

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
