using System.Text.Json;
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

    /// <summary>
    /// Publishes what is cut from a snapshot: changed slots go out, unchanged ones are only known to be current unless the Lease has passed on, tiers
    /// that are gone are let go of. A frame that is too long leaves its slot as it was and stops no other.
    /// </summary>
    public Publication PublishSnapshot(IReadOnlyList<Frame> frames)
    {
        var refused = new List<string>();
        lock (gate)
        {
            var changed = frames.Select(frame => TryKeep(new EncodedFrame(frame), refused)).OfType<EncodedFrame>().ToList();
            var tiers = frames.OfType<EndpointsFrame>().Select(frame => frame.Tier)
                .Concat(latest.GetValueOrDefault(new FrameSlot(FrameKind.Config))?.Frame is ConfigFrame config ? config.Tiers.Select(tier => tier.Key) : [])
                .ToHashSet(StringComparer.Ordinal);
            var gone = latest.Keys.Where(slot => slot.Tier is not null && !tiers.Contains(slot.Tier)).ToList();
            foreach (var slot in gone) latest.Remove(slot);
            foreach (var subscription in subscriptions) subscription.Withdraw(gone);
            Offer(changed);
            return new Publication([.. changed.Select(frame => frame.Frame)], refused);
        }
    }

    /// <summary>Publishes a frame that no snapshot holds: load or draining.</summary>
    /// <returns>False where it says what its slot says already.</returns>
    /// <exception cref="JsonException">It is too long; nothing was published.</exception>
    public bool Publish(Frame frame)
    {
        var encoded = new EncodedFrame(frame);
        lock (gate)
        {
            var changed = Keep(encoded);
            if (changed is not null) Offer([changed]);
            return changed is not null;
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

    private EncodedFrame? TryKeep(EncodedFrame frame, List<string> refused)
    {
        try
        {
            return Keep(frame);
        }
        catch (JsonException tooLong)
        {
            refused.Add(tooLong.Message);
            return null;
        }
    }

    /// <summary>
    /// Takes the frame over and returns what to tell; null where its slot says that already and no later term has begun. A reader that has heard of that term elsewhere has refused
    /// what went out under the one before. An order never falls.
    /// </summary>
    private EncodedFrame? Keep(EncodedFrame frame)
    {
        var known = latest.GetValueOrDefault(frame.Frame.Slot);
        var isSame = frame.SaysTheSame(known);
        var kept = known is null ? frame : isSame ? known.At(frame.Frame.Order) : frame.At(known.Frame.Order);
        var isNews = !isSame || known!.Frame.Order.Transitions < kept.Frame.Order.Transitions;
        if (isNews) kept.Encode();
        latest[frame.Frame.Slot] = kept;
        return isNews ? kept : null;
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
