using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

public sealed partial class RouterMetrics
{
    private Counter<long> retries;
    private Counter<long> retryBudgetExhausted;
    private Counter<long> upstreamFailures;
    private Counter<long> givenUp;

    /// <summary>A request is sent to its tier again.</summary>
    /// <param name="reason">The failure that is repeated, as named in <c>retryOn</c>.</param>
    public void Retried(string tier, string reason) => retries.Add(1, Label("tier", tier), Label("reason", reason));

    /// <summary>A retry or fallback into the tier was not made because its budget was spent.</summary>
    public void RetryBudgetExhausted(string tier) => retryBudgetExhausted.Add(1, Label("tier", tier));

    /// <summary>An attempt at one of the tier's endpoints failed, whether or not another then succeeded.</summary>
    /// <param name="kind">An enum's name: ConnectFailure, Reset, ServerError …</param>
    public void UpstreamFailed(string tier, string kind) => upstreamFailures.Add(1, Label("tier", tier), Label("kind", kind));

    /// <summary>An attempt came to nothing and the upstream is not to blame: the prompt or the answer was too large, or a fallback did not take what another tier would have.</summary>
    public void AttemptGivenUp(string tier, string kind) => givenUp.Add(1, Label("tier", tier), Label("kind", kind));

    /// <summary>State by tier: 0 closed, 1 open, 2 half-open (S3.9). Asked at every scrape.</summary>
    public void ObserveBreakers(Func<IEnumerable<LabelledValue>> read) =>
        Observe("llm_circuit_breaker_state", "provider", "Circuit breaker of a tier: 0 closed, 1 open, 2 half-open.", read);

    /// <summary>Requests open to each tier now. Asked at every scrape.</summary>
    public void ObserveInFlight(Func<IEnumerable<LabelledValue>> read) =>
        Observe("llm_requests_in_flight", "tier", "Requests open to a tier.", read);

    /// <summary>Requests that wait for a server of their tier to appear. Asked at every scrape.</summary>
    public void ObserveHeld(Func<IEnumerable<LabelledValue>> read) =>
        Observe("llm_requests_held", "tier", "Requests that wait for a server of their tier to appear.", read);

    /// <summary>Amortised cost by tier: costPerHour × endpoints (S4.7). Asked at every scrape.</summary>
    public void ObserveTierCost(Func<IEnumerable<LabelledValue>> read) =>
        Observe("llm_tier_cost_usd_per_hour", "tier", "Amortised cost of a tier in US dollars an hour: costPerHour times endpoints.", read);

    /// <summary>1 for an endpoint that is ejected, 0 for one in use. Asked at every scrape, so endpoints that are gone leave no series. PodMonitors set a label <c>endpoint</c> themselves.</summary>
    public void ObserveEjections(Func<IEnumerable<EndpointValue>> read) =>
        Meter.CreateObservableGauge(
            "llm_endpoint_ejected", () => read().Select(AsMeasurement), null, "1 while an endpoint gets no requests because it failed.");

    private void Observe(string name, string label, string help, Func<IEnumerable<LabelledValue>> read) =>
        Meter.CreateObservableGauge(
            name, () => read().Select(v => new Measurement<double>(v.Value, Label(label, v.Label))), null, help);

    private static Measurement<double> AsMeasurement(EndpointValue v) => new(v.Value, Label("tier", v.Tier), Label("server", v.Endpoint));

    [MemberNotNull(nameof(retries), nameof(retryBudgetExhausted), nameof(upstreamFailures), nameof(givenUp))]
    private void CreateForwardingInstruments()
    {
        retries = Counter("llm_retries_total", "Attempts after the first on the same tier.");
        retryBudgetExhausted = Counter("llm_retry_budget_exhausted_total", "Retries and fallbacks into a tier that its budget did not allow.");
        givenUp = Counter("llm_attempts_given_up_total", "Attempts that came to nothing through no fault of the upstream, e.g. because its context was too small.");
        upstreamFailures = Counter("llm_upstream_failures_total", "Failed attempts at a tier's endpoints.");
    }
}
