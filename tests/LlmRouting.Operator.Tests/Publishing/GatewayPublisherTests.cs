using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class GatewayPublisherTests
{
    private readonly GatewayPublisher publisher = new("default");

    [Fact]
    public void A_new_reader_gets_a_hello_and_everything_in_the_order_a_configuration_needs()
    {
        publisher.PublishSnapshot(Frames(1, ("b", "http://10.0.0.2:8000"), ("a", "http://10.0.0.1:8000")));
        using var reader = Subscribe();
        Assert.Equal(["hello", "endpoints/a", "endpoints/b", "credentials", "keys", "config", "splits"], Take(reader).Select(frame => frame.Slot.ToString()));
    }

    [Fact]
    public void Only_what_changed_goes_out()
    {
        publisher.PublishSnapshot(Frames(1, ("a", "http://10.0.0.1:8000"), ("b", "http://10.0.0.2:8000")));
        using var reader = Subscribe();
        Take(reader);
        publisher.PublishSnapshot(Frames(2, ("a", "http://10.0.0.1:8000"), ("b", "http://10.0.0.3:8000")));
        var frame = Assert.Single(Take(reader));
        Assert.Equal(new FrameSlot(FrameKind.Endpoints, "b"), frame.Slot);
        Assert.Equal(new FrameOrder(0, 2), frame.Order);
    }

    [Fact]
    public void What_did_not_change_is_known_to_be_current_to_those_who_come_later()
    {
        publisher.PublishSnapshot(Frames(1, ("a", "http://10.0.0.1:8000")));
        publisher.PublishSnapshot(Frames(9, ("a", "http://10.0.0.1:8000")));
        using var reader = Subscribe();
        Assert.All(Take(reader).Where(frame => frame is not HelloFrame), frame => Assert.Equal(new FrameOrder(0, 9), frame.Order));
    }

    [Fact]
    public void An_order_never_falls()
    {
        publisher.PublishSnapshot(Frames(9, ("a", "http://10.0.0.1:8000")));
        publisher.PublishSnapshot(Frames(3, ("a", "http://10.0.0.2:8000")));
        Assert.Equal(new FrameOrder(0, 9), publisher.Find(new FrameSlot(FrameKind.Endpoints, "a"))!.Order);
    }

    [Fact]
    public void A_frame_that_is_too_tooLongleaves_its_slot_as_it_was_and_stops_no_other()
    {
        publisher.PublishSnapshot(Frames(1, ("a", "http://10.0.0.1:8000"), ("b", "http://10.0.0.2:8000")));
        var tooLong = new string('x', FrameProtocol.MaxFrameBytes);
        var (sent, refused) = publisher.PublishSnapshot(Frames(2, ("a", tooLong), ("b", "http://10.0.0.3:8000")));
        Assert.Equal("endpoints/b", Assert.Single(sent).Slot.ToString());
        Assert.StartsWith("endpoints/a is ", Assert.Single(refused), StringComparison.Ordinal);
        Assert.Equal(["http://10.0.0.1:8000"], ((EndpointsFrame)publisher.Find(new FrameSlot(FrameKind.Endpoints, "a"))!).BaseUrls);
    }

    [Fact]
    public void A_slow_reader_skips_what_was_overtaken_and_delays_nobody()
    {
        publisher.PublishSnapshot(Frames(1, ("a", "http://10.0.0.0:8000")));
        using var slow = Subscribe("slow");
        using var quick = Subscribe("quick");
        Take(slow);
        Take(quick);
        for (ulong i = 1; i <= 100; i++)
        {
            publisher.PublishSnapshot(Frames(1 + i, ("a", $"http://10.0.0.{i}:8000")));
            Assert.Single(Take(quick));
        }

        var frame = Assert.IsType<EndpointsFrame>(Assert.Single(Take(slow)));
        Assert.Equal(["http://10.0.0.100:8000"], frame.BaseUrls);
    }

    [Fact]
    public void A_frame_is_written_once_for_all_readers()
    {
        publisher.PublishSnapshot(Frames(1, ("a", "http://10.0.0.1:8000")));
        using var one = Subscribe("one");
        using var other = Subscribe("other");
        Assert.Equal(one.Take().Skip(1), other.Take().Skip(1));
    }

    [Fact]
    public void A_tier_that_is_gone_is_told_to_nobody_any_more()
    {
        publisher.PublishSnapshot(Frames(1, ("a", "http://10.0.0.1:8000"), ("b", "http://10.0.0.2:8000")));
        publisher.Publish(new LoadFrame { Tier = "b", BaseUrls = ["http://10.0.0.2:8000"], Running = [1], Waiting = [0], KvCache = [0] });
        using var before = Subscribe("before");
        publisher.PublishSnapshot(Frames(2, ("a", "http://10.0.0.1:8000")));
        using var after = Subscribe("after");
        Assert.DoesNotContain(Take(before).Concat(Take(after)), frame => frame.Slot.Tier == "b");
        Assert.False(publisher.Serves("b"));
    }

    [Fact]
    public async Task Of_one_pods_streams_the_newest_two_stay()
    {
        var streams = Enumerable.Range(0, 3).Select(_ => Subscribe()).ToList();
        streams.ForEach(stream => Take(stream));
        Assert.True(await streams[0].WaitAsync(default));
        Assert.False(await streams[0].WaitAsync(default));
        Assert.True(await streams[1].WaitAsync(default));
        streams.ForEach(stream => stream.Dispose());
        Assert.Equal(0, publisher.Subscribers);
    }

    private static IReadOnlyList<Frame> Frames(ulong version, params (string Tier, string Url)[] endpoints)
    {
        var order = new FrameOrder(0, version);
        return
        [
            .. endpoints.Select(item => new EndpointsFrame { Tier = item.Tier, BaseUrls = [item.Url], Order = order }),
            new CredentialsFrame { Order = order },
            new KeysFrame { Order = order },
            new ConfigFrame { Revision = "r", Order = order },
            new SplitsFrame { Order = order },
        ];
    }

    private static List<Frame> Take(FrameSubscription reader) => [.. reader.Take().Select(line => FrameCodec.Decode(line.Span)!)];

    private FrameSubscription Subscribe(string pod = "pod-1") => publisher.Subscribe(Samples.Peer(pod), new HelloFrame { Gateway = "default" });
}
