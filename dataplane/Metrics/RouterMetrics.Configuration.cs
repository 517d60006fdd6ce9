using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

public sealed partial class RouterMetrics
{
    private Counter<long> reloads;

    /// <summary>A changed configuration is now served.</summary>
    public void ConfigApplied() => reloads.Add(1, Label("result", "applied"));

    /// <summary>A changed configuration was refused; the last good one is still served.</summary>
    public void ConfigRefused() => reloads.Add(1, Label("result", "refused"));

    /// <summary>The revision that is served. Asked at every scrape.</summary>
    public void ObserveRevision(Func<string> read) => Meter.CreateObservableGauge(
        "llm_config_revision_info", () => new Measurement<int>(1, Label("revision", read())), null,
        "1, labelled with the configuration revision that is served.");

    /// <summary>Whether the operator can be heard. Asked at every scrape; there is no such metric where none is followed.</summary>
    public void ObserveOperator(Func<bool> isConnected) => Meter.CreateObservableGauge(
        "llm_operator_connected", () => isConnected() ? 1 : 0, null, "1 while the operator that is followed can be heard.");

    [MemberNotNull(nameof(reloads))]
    private void CreateConfigurationInstruments() =>
        reloads = Counter("llm_config_reloads_total", "Configuration changes, applied or refused.");
}
