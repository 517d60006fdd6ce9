using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Frames;

/// <summary>A snapshot as frames. Load and draining are no part of a snapshot.</summary>
public static class FrameCutter
{
    /// <summary>Endpoints first, so that a new tier is not without any when its configuration arrives.</summary>
    /// <param name="orderOf">Of each slot.</param>
    public static IReadOnlyList<Frame> Cut(RoutingSnapshot snapshot, Func<FrameSlot, FrameOrder> orderOf)
    {
        var urls = snapshot.Endpoints.ToDictionary(endpoints => endpoints.Tier, endpoints => endpoints.BaseUrls);
        return
        [
            .. snapshot.Tiers.Select(tier => Ordered(new EndpointsFrame { Tier = tier.Key, BaseUrls = urls.GetValueOrDefault(tier.Key) }, orderOf)),
            Ordered(new CredentialsFrame { Credentials = snapshot.Credentials }, orderOf),
            Ordered(new KeysFrame { Keys = snapshot.Keys }, orderOf),
            Ordered(new ConfigFrame { Revision = RevisionOf(snapshot), Policies = snapshot.Policies, Tiers = snapshot.Tiers }, orderOf),
            Ordered(new SplitsFrame { Splits = snapshot.Splits }, orderOf),
        ];
    }

    /// <summary>Of policies and tiers alone: 12 hex digits that an endpoint or a key does not change.</summary>
    public static string RevisionOf(RoutingSnapshot snapshot) =>
        SnapshotRevision.Of(snapshot with { Endpoints = [], Splits = [], Keys = [] });

    private static Frame Ordered(Frame frame, Func<FrameSlot, FrameOrder> orderOf) => frame with { Order = orderOf(frame.Slot) };
}
