using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>What is to be said to the operator. Not thread-safe.</summary>
/// <param name="process">Names this run of the process.</param>
public sealed class ReportBuilder(OperatorConfiguration configuration, StateRegistry states, string process)
{
    private Dictionary<FrameSlot, FrameOrder> accepted = [];
    private ServedFrames? acceptedServed;
    private bool isWhole = true;
    private long number;

    /// <summary>The next acknowledgement names every slot: whoever is listening has not heard the others.</summary>
    public void SendAll() => (isWhole, acceptedServed) = (true, null);

    /// <summary>What is now, and whether that is news: it is not where only the clock has moved on.</summary>
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

    /// <summary>The operator has that report.</summary>
    public void Accepted(ServedFrames served)
    {
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
