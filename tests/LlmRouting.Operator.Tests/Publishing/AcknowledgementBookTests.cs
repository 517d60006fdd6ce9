using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class AcknowledgementBookTests
{
    private static readonly PolicyServing Wanted = new("default", "policy-r", "r2", new FrameOrder(0, 20));
    private readonly ManualTime time = new();
    private readonly AcknowledgementBook book;
    private int term;

    public AcknowledgementBookTests() => book = new AcknowledgementBook(time, TimeSpan.FromSeconds(30));

    [Fact]
    public void A_policy_is_programmed_where_its_configuration_or_a_later_one_is_served()
    {
        Take("a", "p", 1, Ack("r1", 10));
        Take("b", "p", 1, Ack("r2", 15));
        Take("c", "p", 1, Ack("r3", 25));
        Assert.Equal(new GatewayReadiness(3, 2), book.Count(Wanted));
        Assert.Equal(new GatewayReadiness(0, 0), book.Count(Wanted with { Gateway = "other" }));
    }

    [Fact]
    public void A_replayed_or_older_report_changes_nothing()
    {
        var raised = 0;
        Take("a", "p", 5, Ack("r2", 20));
        book.Changed += _ => raised++;
        Take("a", "p", 5, Ack("r1", 10));
        Take("a", "p", 4, Ack("r1", 10));
        Assert.Equal(new GatewayReadiness(1, 1), book.Count(Wanted));
        Assert.Equal(0, raised);
    }

    [Fact]
    public void A_report_of_an_earlier_process_changes_nothing()
    {
        Take("a", "first", 9, Ack("r1", 10));
        Take("a", "second", 1, Ack("r2", 20));
        Take("a", "first", 10, Ack("r1", 10));
        Assert.Equal(new GatewayReadiness(1, 1), book.Count(Wanted));
    }

    [Fact]
    public void A_pod_that_restarts_serves_nothing_until_it_says_so()
    {
        Take("a", "first", 1, Ack("r2", 20));
        Assert.True(Take("a", "second", 1, null).SendAll);
        Assert.Equal(new GatewayReadiness(1, 0), book.Count(Wanted));
    }

    [Fact]
    public void Everything_is_asked_for_until_it_was_said_once_and_again_in_another_term()
    {
        Assert.True(Take("a", "p", 7, Ack("r1", 10) with { IsWhole = false }).SendAll);
        Assert.False(Take("a", "p", 8, Ack("r1", 10)).SendAll);
        Assert.False(Take("a", "p", 12, null).SendAll);
        term += 2;
        Assert.True(Take("a", "p", 13, null).SendAll);
        Assert.False(Take("a", "p", 14, Ack("r1", 10)).SendAll);
    }

    [Fact]
    public void A_silent_pod_is_forgotten_after_the_grace_and_one_that_reads_is_not()
    {
        Take("a", "p", 1, Ack("r2", 20));
        var stream = book.Connect("default", Samples.Peer("b"));
        time.Advance(TimeSpan.FromSeconds(29));
        book.Sweep();
        Assert.Equal(2, book.Count(Wanted).Ready);
        time.Advance(TimeSpan.FromSeconds(2));
        var raised = new List<string>();
        book.Changed += raised.Add;
        book.Sweep();
        Assert.Equal(new GatewayReadiness(1, 0), book.Count(Wanted));
        Assert.Equal(["default"], raised);
        stream.Dispose();
        stream.Dispose();
        Assert.Equal(1, book.Count(Wanted).Ready);
        time.Advance(TimeSpan.FromSeconds(31));
        book.Sweep();
        Assert.Equal(0, book.Count(Wanted).Ready);
    }

    [Fact]
    public void A_drain_is_done_when_everybody_said_so_and_nothing_is_open()
    {
        var order = new FrameOrder(0, 30);
        book.Connect("default", Samples.Peer("late"));
        Take("a", "p", 1, Drained(order), new DrainingEndpoint("models/small", "http://10.0.0.1:8000", 2, order));
        Assert.Equal(new DrainProgress(1, 2), book.Drain("default", "models/small", null, order));
        Take("late", "p", 1, Drained(order));
        Take("a", "p", 2, null);
        Assert.True(book.Drain("default", "models/small", null, order).IsDone);
        Assert.False(book.Drain("default", "models/small", null, new FrameOrder(0, 31)).IsDone);
    }

    [Fact]
    public void Whoever_was_told_by_another_replica_at_a_lower_order_counts_by_naming_the_tier()
    {
        var (ours, theirs) = (new FrameOrder(0, 31), new FrameOrder(0, 30));
        Take("a", "p", 1, Drained(theirs), new DrainingEndpoint("models/small", null, 1, theirs));
        Assert.Equal(new DrainProgress(0, 1), book.Drain("default", "models/small", null, ours));
        Take("a", "p", 2, null, new DrainingEndpoint("models/small", null, 0, theirs));
        Assert.True(book.Drain("default", "models/small", null, ours).IsDone);
    }

    [Fact]
    public void Refusals_are_told_with_the_pod_that_refuses()
    {
        var report = Report("p", 1, null) with { Refused = [new FrameRefusal(FrameKind.Config, null, new FrameOrder(0, 20), ["no classifier"])] };
        book.Take("default", Samples.Peer("a"), report, term, out _);
        Assert.Equal("a", Assert.Single(book.Refusals("default")).Peer.PodUid);
    }

    private static Acknowledgement Ack(string revision, ulong config) => new()
    {
        Revision = "s",
        ConfigRevision = revision,
        IsWhole = true,
        Slots = [new SlotOrder(FrameKind.Config, null, new FrameOrder(0, config))],
    };

    private static Acknowledgement Drained(FrameOrder order) => Ack("r2", 20) with { Slots = [new SlotOrder(FrameKind.Draining, null, order)] };

    private static Report Report(string process, long number, Acknowledgement? acknowledged) =>
        new() { Process = process, Number = number, Acknowledged = acknowledged };

    private ReportAnswer Take(string pod, string process, long number, Acknowledgement? acknowledged, params DrainingEndpoint[] draining) =>
        book.Take("default", Samples.Peer(pod), Report(process, number, acknowledged) with { Draining = draining }, term, out _);
}
