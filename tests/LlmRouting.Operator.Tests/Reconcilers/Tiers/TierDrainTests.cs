using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Tests.Publishing;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

public sealed class TierDrainTests
{
    private const string Tier = "models/small";

    private readonly GatewayPublishers publishers = new();
    private readonly AcknowledgementBook book = new(new ManualTime(), AcknowledgementBook.DefaultGrace);
    private IReadOnlyList<DrainingTier> draining = [];
    private ulong version = 10;

    [Fact]
    public void What_changes_elsewhere_after_the_frame_was_sent_keeps_no_drain_from_being_done()
    {
        var drain = new TierDrain(publishers, book, () => draining, () => new FrameOrder(0, version));
        var publisher = publishers.Of("default");
        publisher.Publish(new EndpointsFrame { Tier = Tier, BaseUrls = [], Order = new FrameOrder(0, 10) });
        drain.Publish();
        Assert.False(drain.IsDone(Tier));

        (draining, version) = ([new DrainingTier(Tier, null)], 20);
        drain.Publish();
        var sent = publisher.Find(new FrameSlot(FrameKind.Draining))!.Order;
        version = 30;
        drain.Publish();

        book.Take("default", Samples.Peer("a"), Report(1, new FrameOrder(0, 10)), 0, out _);
        Assert.False(drain.IsDone(Tier));
        book.Take("default", Samples.Peer("a"), Report(2, sent), 0, out _);
        Assert.True(drain.IsDone(Tier));
    }

    private static Report Report(long number, FrameOrder order) => new()
    {
        Process = "p", Number = number,
        Acknowledged = new Acknowledgement { Revision = "r", ConfigRevision = "c", IsWhole = true, Slots = [new SlotOrder(FrameKind.Draining, null, order)] },
    };
}
