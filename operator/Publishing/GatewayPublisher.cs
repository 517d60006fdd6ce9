using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>The latest frame of every slot of one gateway, and who is to be told. Nobody waits for anybody.</summary>
public sealed class GatewayPublisher(string gateway)
{
    /// <summary>Streams of one pod; of more, the oldest end.</summary>
    public const int MaxOfPod = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<FrameSlot, EncodedFrame> latest = [];
    private readonly List<FrameSubscription> subscriptions = [];

    public string Gateway => gateway;

    /// <summary>Whether there is a configuration to serve.</summary>
    public bool IsReady => Find(new FrameSlot(FrameKind.Config)) is not null;

    public int Subscribers
    {
        get
        {
            lock (gate) return subscriptions.Count;
        }
    }

    /// <summary>Null: nothing was published in that slot.</summary>
    public Frame? Find(FrameSlot slot)
    {
        lock (gate) return latest.GetValueOrDefault(slot)?.Frame;
    }

    /// <summary>Whether the gateway's configuration has the tier.</summary>
    /// <param name="tier">Tier key.</param>
    public bool Serves(string tier) => Find(new FrameSlot(FrameKind.Endpoints, tier)) is not null;

    /// <summary>Publishes what is cut from a snapshot: changed slots go out, unchanged ones are only known to be current unless the Lease has passed on, tiers that are gone are let go of.</summary>
    /// <returns>The frames that went out.</returns>
    /// <exception cref="System.Text.Json.JsonException">A frame is too long; nothing was published.</exception>
    public IReadOnlyList<Frame> PublishSnapshot(IReadOnlyList<Frame> frames)
    {
        var encoded = frames.Select(frame => new EncodedFrame(frame)).ToList();
        lock (gate)
        {
            var changed = Keep(encoded);
            var tiers = frames.OfType<EndpointsFrame>().Select(frame => frame.Tier).ToHashSet(StringComparer.Ordinal);
            var gone = latest.Keys.Where(slot => slot.Tier is not null && !tiers.Contains(slot.Tier)).ToList();
            foreach (var slot in gone) latest.Remove(slot);
            foreach (var subscription in subscriptions) subscription.Withdraw(gone);
            Offer(changed);
            return [.. changed.Select(frame => frame.Frame)];
        }
    }

    /// <summary>Publishes a frame that no snapshot holds: load or draining.</summary>
    /// <returns>False where it says what its slot says already.</returns>
    public bool Publish(Frame frame)
    {
        var encoded = new EncodedFrame(frame);
        lock (gate)
        {
            var changed = Keep([encoded]);
            Offer(changed);
            return changed.Count > 0;
        }
    }

    /// <summary>A new reader, who gets everything first.</summary>
    public FrameSubscription Subscribe(Peer peer, HelloFrame hello)
    {
        var subscription = new FrameSubscription(peer, Leave);
        lock (gate)
        {
            var own = subscriptions.Where(other => other.Peer.PodUid == peer.PodUid).ToList();
            foreach (var old in own.Take(Math.Max(0, own.Count - MaxOfPod + 1))) old.End();
            subscriptions.Add(subscription);
            subscription.Offer([new EncodedFrame(hello), .. latest.Values]);
        }

        return subscription;
    }

    internal void Close()
    {
        lock (gate)
        {
            foreach (var subscription in subscriptions) subscription.End();
        }
    }

    /// <summary>
    /// Takes the frames over and returns those to tell: with another content than before, or of a later term, since a reader that has heard of that term
    /// elsewhere has refused what went out under the one before. An order never falls.
    /// </summary>
    private List<EncodedFrame> Keep(IReadOnlyList<EncodedFrame> frames)
    {
        var kept = frames.Select(frame => latest.GetValueOrDefault(frame.Frame.Slot) is not { } known ? frame
            : known.SaysTheSame(frame) ? known.At(frame.Frame.Order)
            : frame.At(known.Frame.Order)).ToList();
        var changed = kept.Where(frame => latest.GetValueOrDefault(frame.Frame.Slot) is not { } known
            || known.Frame.Order.Transitions < frame.Frame.Order.Transitions || !frame.SaysTheSame(known)).ToList();
        foreach (var frame in changed) frame.Encode();
        foreach (var frame in kept) latest[frame.Frame.Slot] = frame;
        return changed;
    }

    private void Offer(IReadOnlyList<EncodedFrame> changed)
    {
        if (changed.Count == 0) return;
        foreach (var subscription in subscriptions) subscription.Offer(changed);
    }

    private void Leave(FrameSubscription subscription)
    {
        lock (gate) subscriptions.Remove(subscription);
    }
}
