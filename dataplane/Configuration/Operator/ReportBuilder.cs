using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>What is to be said to the operator. Not thread-safe.</summary>
/// <param name="process">Names this run of the process.</param>
public sealed class ReportBuilder(OperatorConfiguration configuration, StateRegistry states, CanaryState canaries, string process)
{
    private Dictionary<FrameSlot, FrameOrder> accepted = [];
    private ServedFrames? acceptedServed;
    private bool isWhole = true;
    private long number;
    private bool hasMore;

    /// <summary>Whether a canary has failed and the operator does not know yet, or the last report could not hold all.</summary>
    public bool IsUrgent => hasMore || canaries.HasNewFailures;

    /// <summary>The next report names every slot and every counter: whoever is listening has not heard the others.</summary>
    public void SendAll()
    {
        (isWhole, acceptedServed) = (true, null);
        canaries.SayAgain();
    }

    /// <summary>What is now, but for the counters of canaries.</summary>
    public (Report Report, ServedFrames Served) Build()
    {
        var served = configuration.Served;
        var snapshot = configuration.Snapshots.Current;
        return (new Report
        {
            Process = process,
            Number = ++number,
            Acknowledged = ReferenceEquals(served, acceptedServed) || served.Wire is null ? null : Acknowledge(served),
            Refused = [.. served.Refused.Select(refused => refused.Refusal)],
            Held = [.. snapshot.Tiers.Where(tier => tier.State.Held.Count > 0).Select(tier => new HeldRequests(tier.Snapshot.Key, tier.State.Held.Count, tier.State.Held.Oldest.TotalSeconds))],
            Draining = [.. (served.Composed.Draining?.Tiers ?? []).SelectMany(tier => Draining(tier, served.Composed.Draining!.Order))],
        }, served);
    }

    /// <summary>With the counters that the operator has not heard; they change with every request, so only a report that is sent has them.</summary>
    public Report WithCounters(Report report) => report with { Canary = canaries.Unsaid() };

    /// <summary>The operator has that report.</summary>
    public void Accepted(Report report, ServedFrames served)
    {
        canaries.Said(report.Canary);
        hasMore = report.Canary.Count == CanaryState.MaxOfReport;
        if (ReferenceEquals(served, acceptedServed) || served.Wire is null) return;
        (acceptedServed, isWhole) = (served, false);
        accepted = Orders(served).ToDictionary();
    }

    private Acknowledgement Acknowledge(ServedFrames served) => new()
    {
        Revision = served.Wire!.Revision,
        ConfigRevision = served.Composed.Config!.Revision,
        IsWhole = isWhole,
        Slots = [.. Orders(served).Where(slot => isWhole || !accepted.TryGetValue(slot.Key, out var last) || last != slot.Value)
            .Select(slot => new SlotOrder(slot.Key.Kind, slot.Key.Tier, slot.Value))],
    };

    private IEnumerable<DrainingEndpoint> Draining(DrainingTier tier, FrameOrder order) => tier.BaseUrls is null
        ? [new DrainingEndpoint(tier.Tier, null, states.InFlight(tier.Tier, null), order)]
        : tier.BaseUrls.Select(url => new DrainingEndpoint(tier.Tier, url, states.InFlight(tier.Tier, url), order));

    private static IEnumerable<KeyValuePair<FrameSlot, FrameOrder>> Orders(ServedFrames served) =>
        served.Composed.Frames.Select(frame => KeyValuePair.Create(frame.Slot, frame.Order));
}
