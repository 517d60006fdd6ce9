using System.Threading.Channels;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>What one data plane has still to be told: at most one frame a slot, so a slow reader skips what has been overtaken.</summary>
public sealed class FrameSubscription : IDisposable
{
    // As in FrameCutter: what a configuration needs comes before it.
    private static readonly FrameKind[] InOrder =
        [FrameKind.Hello, FrameKind.Endpoints, FrameKind.Credentials, FrameKind.Keys, FrameKind.Config, FrameKind.Splits, FrameKind.Draining, FrameKind.Replicas, FrameKind.Load];

    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly Action<FrameSubscription> leave;
    private Dictionary<FrameSlot, EncodedFrame> pending = [];

    internal FrameSubscription(Peer peer, Action<FrameSubscription> leave)
    {
        Peer = peer;
        this.leave = leave;
    }

    public Peer Peer { get; }

    /// <summary>Slots that wait to be taken.</summary>
    public int Pending
    {
        get
        {
            lock (gate) return pending.Count;
        }
    }

    /// <summary>False when the subscription has ended; else there may be something to take, or <see cref="Wake"/> was called.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => WaitAndResetAsync(cancellation);

    /// <summary>Everything that waits, as lines; empty when woken for nothing.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Take()
    {
        Dictionary<FrameSlot, EncodedFrame> taken;
        lock (gate)
        {
            taken = pending;
            pending = [];
        }

        return
        [
            .. taken.Values
                .OrderBy(frame => Array.IndexOf(InOrder, frame.Frame.Slot.Kind))
                .ThenBy(frame => frame.Frame.Slot.Tier, StringComparer.Ordinal)
                .Select(frame => frame.Line),
        ];
    }

    /// <summary>Lets the reader look up although there is nothing to take.</summary>
    public void Wake() => signal.Writer.TryWrite(true);

    /// <summary>Ends the reader's wait for good.</summary>
    public void End() => signal.Writer.TryComplete();

    public void Dispose()
    {
        End();
        leave(this);
    }

    internal void Offer(IEnumerable<EncodedFrame> frames)
    {
        lock (gate)
        {
            foreach (var frame in frames) pending[frame.Frame.Slot] = frame;
        }

        Wake();
    }

    internal void Withdraw(IEnumerable<FrameSlot> slots)
    {
        lock (gate)
        {
            foreach (var slot in slots) pending.Remove(slot);
        }
    }

    private async ValueTask<bool> WaitAndResetAsync(CancellationToken cancellation)
    {
        if (!await signal.Reader.WaitToReadAsync(cancellation)) return false;
        signal.Reader.TryRead(out _);
        return true;
    }
}
