using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

public sealed partial class RouterMetrics
{
    private long applied;
    private long refused;

    /// <summary>A changed configuration is now served.</summary>
    public void ConfigApplied() => Interlocked.Increment(ref applied);

    /// <summary>A changed configuration was refused; the last good one is still served.</summary>
    public void ConfigRefused() => Interlocked.Increment(ref refused);

    /// <summary>The revision that is served. Asked at every scrape.</summary>
    public void ObserveRevision(Func<string> read) => Meter.CreateObservableGauge(
        "llm_config_revision_info", () => new Measurement<int>(1, Label("revision", read())), null,
        "1, labelled with the configuration revision that is served.");

    /// <summary>Whether the operator can be heard. Asked at every scrape; there is no such metric where none is followed.</summary>
    public void ObserveOperator(Func<bool> isConnected) => Meter.CreateObservableGauge(
        "llm_operator_connected", () => isConnected() ? 1 : 0, null, "1 while the operator that is followed can be heard.");

    // Observed, so that both are there with 0: Prometheus sees no increase in a counter whose first sample is 1.
    private void CreateConfigurationInstruments() => Meter.CreateObservableCounter<long>(
        "llm_config_reloads_total",
        () => [new(Interlocked.Read(ref applied), Label("result", "applied")), new(Interlocked.Read(ref refused), Label("result", "refused"))],
        null, "Configuration changes, applied or refused.");
}
