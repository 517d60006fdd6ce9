using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Keeps requests of a tier without servers until one appears. That they wait is what wakes the tier.</summary>
/// <param name="canWake">Whether anybody would hear that they wait.</param>
/// <param name="drained">Cancelled when what is still open must end: who waits then gets an answer while there is time for one.</param>
public sealed class TierHold(SnapshotHolder snapshots, HoldOptions options, Func<bool> canWake, TimeProvider time, CancellationToken drained)
{
    /// <summary>The tier with its servers; null where none appeared in time, there was no room to wait, or the client left.</summary>
    public async ValueTask<RuntimeTier?> WaitAsync(RuntimeTier tier, int size, CancellationToken left)
    {
        if (!IsAwaited(tier) || !canWake() || tier.State.Held.TryEnter(size, options.Requests, options.Bytes) is not { } place) return null;
        using var late = new CancellationTokenSource(options.For, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, left, drained);
        try
        {
            return await AppearsAsync(tier, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            tier.State.Held.Leave(place, size);
        }
    }

    private async Task<RuntimeTier?> AppearsAsync(RuntimeTier tier, CancellationToken cancellation)
    {
        while (true)
        {
            var changed = snapshots.Changed;
            // A tier that is deleted, or made anew as another, is not the one that was asked for.
            if (snapshots.Current.Find(tier.State) is not { } found) return null;
            if (found.Endpoints.Length > 0) return found;
            if (!IsAwaited(found)) return null;
            await changed.WaitAsync(cancellation);
        }
    }

    private static bool IsAwaited(RuntimeTier tier) => tier.Snapshot is { Managed: true, Absence: not TierAbsence.Deleted };
}
