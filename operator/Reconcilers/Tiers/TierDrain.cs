using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Tells data planes which tiers drain, and asks how far they are.</summary>
/// <param name="draining">As the caches have it.</param>
/// <param name="order">Of a frame made from the caches as they are now.</param>
public sealed class TierDrain(GatewayPublishers publishers, AcknowledgementBook book, Func<IReadOnlyList<DrainingTier>> draining, Func<FrameOrder> order)
{
    private readonly Lock gate = new();

    /// <summary>By gateway: of the frame that data planes were sent. The kept one's order rises with every look that finds the same, and nobody acknowledges that.</summary>
    private readonly Dictionary<string, FrameOrder> sent = [];

    /// <summary>To be called when a tier began or ceased to drain, or a gateway was added.</summary>
    public void Publish()
    {
        lock (gate)
        {
            var now = order();
            var tiers = draining();
            foreach (var publisher in publishers.All.ToList())
            {
                var frame = new DrainingFrame { Order = now, Tiers = [.. tiers.Where(tier => publisher.Serves(tier.Tier))] };
                if (publisher.Publish(frame)) sent[publisher.Gateway] = Current(publisher)!.Order;
            }
        }
    }

    /// <summary>Whether data planes are told of the tier at all.</summary>
    /// <param name="tier">Tier key.</param>
    public bool IsServed(string tier) => publishers.All.Any(publisher => publisher.Serves(tier));

    /// <summary>Whether no data plane that has been heard of has a request open to the tier. One that serves no such tier has none.</summary>
    /// <param name="tier">Tier key.</param>
    public bool IsDone(string tier)
    {
        lock (gate) return publishers.All.All(publisher => IsDone(publisher, tier));
    }

    private bool IsDone(GatewayPublisher publisher, string tier)
    {
        var frame = Current(publisher);
        if (frame?.Tiers.Any(item => item.Tier == tier) != true) return !publisher.Serves(tier);
        return book.Drain(publisher.Gateway, tier, null, sent.GetValueOrDefault(publisher.Gateway, frame.Order)).IsDone;
    }

    private static DrainingFrame? Current(GatewayPublisher publisher) => publisher.Find(new FrameSlot(FrameKind.Draining)) as DrainingFrame;
}
