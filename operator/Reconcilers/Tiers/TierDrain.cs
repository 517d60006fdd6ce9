using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Tells data planes which tiers drain, and asks how far they are.</summary>
/// <param name="draining">As the caches have it.</param>
/// <param name="order">Of a frame made from the caches as they are now.</param>
public sealed class TierDrain(GatewayPublishers publishers, AcknowledgementBook book, Func<IReadOnlyList<DrainingTier>> draining, Func<FrameOrder> order)
{
    /// <summary>To be called when a tier began or ceased to drain, or a gateway was added.</summary>
    public void Publish()
    {
        var now = order();
        var tiers = draining();
        foreach (var publisher in publishers.All.ToList()) publisher.Publish(new DrainingFrame { Order = now, Tiers = [.. tiers.Where(tier => publisher.Serves(tier.Tier))] });
    }

    /// <summary>Whether no data plane has a request open to the tier. One that serves no such tier has none.</summary>
    /// <param name="tier">Tier key.</param>
    public bool IsDone(string tier) => publishers.All.All(publisher => IsDone(publisher, tier));

    private bool IsDone(GatewayPublisher publisher, string tier)
    {
        var frame = publisher.Find(new FrameSlot(FrameKind.Draining)) as DrainingFrame;
        if (frame?.Tiers.Any(item => item.Tier == tier) != true) return !publisher.Serves(tier);
        return book.Drain(publisher.Gateway, tier, null, frame.Order).IsDone;
    }
}
