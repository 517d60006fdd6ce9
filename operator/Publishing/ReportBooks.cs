using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>Where the parts of a report go. A gateway's data planes speak of its own tiers and rollouts only; what they say of others is passed over.</summary>
public sealed record ReportBooks(AcknowledgementBook Acknowledgements, HeldRequestsBook Held, CanaryCounters Canaries)
{
    /// <summary>Takes a report of a pod that has been vouched for.</summary>
    /// <param name="term">leaseTransitions.</param>
    public ReportAnswer Take(GatewayPublisher gateway, Peer peer, Report report, int term)
    {
        // Counters merge in any order, so that even a report that is late otherwise has something to say.
        Canaries.Merge(peer, report.Process, report.Canary.Where(counter => IsOf(gateway, counter)));
        var answer = Acknowledgements.Take(gateway.Gateway, peer, report, term, out var isNews);
        if (isNews) Held.Take(gateway.Gateway, peer, [.. report.Held.Where(held => gateway.Serves(held.Tier))]);
        return answer;
    }

    /// <summary>Lets go of whatever has ended; to be called every few seconds.</summary>
    /// <param name="isActive">Of a rollout UID and an epoch: whether its counters are still needed.</param>
    public void Sweep(Func<string, int, bool> isActive)
    {
        Acknowledgements.Sweep();
        Held.Sweep();
        Canaries.Sweep(isActive);
    }

    private static bool IsOf(GatewayPublisher gateway, CanaryCounter counter) =>
        gateway.Find(new FrameSlot(FrameKind.Splits)) is SplitsFrame splits
        && splits.Splits.Any(split => split.RolloutUid == counter.RolloutUid && counter.Epoch <= split.Epoch && counter.Epoch >= split.Epoch - 1);
}
