using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Serving;

/// <summary>Gauges that are read from the current snapshot when scraped.</summary>
public static class RouterGauges
{
    public static void Observe(RouterMetrics metrics, SnapshotHolder snapshots, TimeProvider time)
    {
        metrics.ObserveRevision(() => snapshots.Current.Wire.Revision);
        metrics.ObserveBreakers(() => snapshots.Current.Tiers.Select(tier => new LabelledValue(tier.Snapshot.DisplayName, (int)tier.State.Breaker.State)));
        metrics.ObserveInFlight(() => snapshots.Current.Tiers.Select(tier => new LabelledValue(tier.Snapshot.DisplayName, tier.State.InFlight)));
        metrics.ObserveHeld(() => snapshots.Current.Tiers.Where(tier => tier.Snapshot.Managed).Select(tier => new LabelledValue(tier.Snapshot.DisplayName, tier.State.Held.Count)));
        metrics.ObserveTierCost(() => snapshots.Current.Tiers.Where(tier => tier.Snapshot.CostPerHour is not null)
            .Select(tier => new LabelledValue(tier.Snapshot.DisplayName, (double)Cost.AmortisedPerHour(tier.Snapshot, tier.Endpoints.Length)!.Value)));
        metrics.ObserveEjections(() => snapshots.Current.Tiers.SelectMany(tier => tier.Endpoints.Select(endpoint =>
            new EndpointValue(tier.Snapshot.DisplayName, endpoint.BaseUrl, endpoint.IsEjected(time.GetTimestamp()) ? 1 : 0))));
    }
}
