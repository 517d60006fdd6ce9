using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Serving;

/// <summary>Gathers what <c>/v1/status</c> and <c>/health</c> show.</summary>
public sealed class StatusReport(SnapshotHolder snapshots, Func<ConfigurationStatus> configuration, Func<OperatorStatus?> followed, TimeProvider time)
{
    public RouterStatus Build()
    {
        var snapshot = snapshots.Current;
        return new RouterStatus(configuration(), snapshot.Wire.Gateway, Health().Status, [.. snapshot.Policies.Select(Policy)], [.. snapshot.Tiers.Select(Tier)], snapshot.Wire.Keys.Count,
            "Rate limits are counted by this process alone, which allows its share of them: they are divided by the number of data planes an operator counts, so they are approximate.", followed());
    }

    public HealthStatus Health()
    {
        var circuits = snapshots.Current.Tiers.ToDictionary(tier => tier.Snapshot.DisplayName, tier => new CircuitStatus(StateName(tier.State.Breaker.State), tier.State.Breaker.Failures));
        var isDegraded = configuration().RefusedAt is not null || followed() is { Connected: false } || circuits.Values.Any(c => c.State != "closed");
        return new HealthStatus(isDegraded ? "degraded" : "healthy", circuits);
    }

    private static PolicyStatus Policy(RuntimePolicy policy) => new(
        policy.Snapshot.DisplayName, policy.Snapshot.Models, policy.ClassifierName, [.. policy.Tiers.Select(tier => $"{tier.Name} -> {tier.Tier.Snapshot.DisplayName}")],
        [.. policy.Tiers.Where(tier => tier.Split is not null).Select(Split)]);

    private static SplitStatus Split(RuntimePolicyTier tier)
    {
        var split = tier.Split!;
        return new SplitStatus(split.DisplayName, tier.Tier.Snapshot.DisplayName, split.Canary.Snapshot.DisplayName, split.Snapshot.Weight,
            split.IsServing ? split.Snapshot.Weight : 0, split.IsServing ? null : "the canary has no endpoint, so the stable tier serves everything");
    }

    private TierStatus Tier(RuntimeTier tier)
    {
        var now = time.GetTimestamp();
        var endpoints = tier.Endpoints.Select(e => new EndpointStatus(e.BaseUrl, e.InFlight, e.Load(now), e.IsEjected(now), e.Reading?.Running, e.Reading?.Waiting));
        return new TierStatus(tier.Snapshot.DisplayName, tier.Snapshot.Model, StateName(tier.State.Breaker.State), tier.State.InFlight, tier.State.Held.Count,
            Cost.AmortisedPerHour(tier.Snapshot, tier.Endpoints.Length), [.. endpoints],
            tier.Endpoints.Length > 0 ? null : followed() is null ? "no endpoint: start with --simulate, or add an EndpointSlice labelled llmrouting.dev/tier" : "no endpoint: the operator says why in the status of the ModelTier");
    }

    private static string StateName(BreakerState state) => state switch
    {
        BreakerState.Closed => "closed",
        BreakerState.Open => "open",
        BreakerState.HalfOpen => "half-open",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
