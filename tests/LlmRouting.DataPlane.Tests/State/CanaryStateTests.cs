using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.State;

public sealed class CanaryStateTests
{
    private static readonly SplitSnapshot Split = new() { RolloutUid = "u-1", Rollout = "r", Policy = "ns/p", Stable = "ns/a", Canary = "ns/b", Weight = 10, Epoch = 3 };
    private readonly ManualTime time = new();
    private readonly CanaryState canaries;

    public CanaryStateTests() => canaries = new CanaryState(time);

    [Fact]
    public void Ten_seconds_of_a_side_are_one_counter()
    {
        canaries.Count(Split, SplitSide.Canary, failed: true, "k1");
        canaries.Count(Split, SplitSide.Canary, failed: false, "k2");
        canaries.Count(Split, SplitSide.Stable, failed: false, "k2");
        time.Advance(TimeSpan.FromSeconds(12));
        canaries.Count(Split, SplitSide.Canary, failed: false, "k1");
        time.Advance(TimeSpan.FromSeconds(3));
        var said = canaries.Unsaid();
        Assert.Equal(
            [(CanarySide.Canary, 0L, 15.0, 2L, 1L), (CanarySide.Stable, 0, 15.0, 1, 0), (CanarySide.Canary, 1, 5.0, 1, 0)],
            said.Select(c => (c.Side, c.Bucket, c.BeganSecondsAgo, c.Requests, c.Failures)));
        Assert.All(said, counter => Assert.Equal(("u-1", 3), (counter.RolloutUid, counter.Epoch)));
        Assert.Equal((2, 1), (said[0].Callers.Count, said[0].FailedCallers.Count));
    }

    [Fact]
    public void What_was_said_is_said_again_only_with_more_in_it()
    {
        canaries.Count(Split, SplitSide.Canary, failed: false, "k");
        var first = canaries.Unsaid();
        canaries.Count(Split, SplitSide.Canary, failed: false, "k");
        canaries.Said(first);
        Assert.Equal(2, Assert.Single(canaries.Unsaid()).Requests);
        canaries.Said(canaries.Unsaid());
        Assert.Empty(canaries.Unsaid());
        canaries.Said(first);
        Assert.Empty(canaries.Unsaid());
        canaries.SayAgain();
        Assert.Equal(2, Assert.Single(canaries.Unsaid()).Requests);
    }

    [Fact]
    public void Only_a_canarys_failure_is_urgent_and_until_it_was_said()
    {
        canaries.Count(Split, SplitSide.Stable, failed: true, "k");
        canaries.Count(Split, SplitSide.Canary, failed: false, "k");
        Assert.False(canaries.HasNewFailures);
        canaries.Count(Split, SplitSide.Canary, failed: true, "k");
        Assert.True(canaries.HasNewFailures);
        canaries.Said(canaries.Unsaid());
        Assert.False(canaries.HasNewFailures);
    }

    [Fact]
    public void A_report_is_bounded_and_failures_of_canaries_come_first()
    {
        for (var i = 0; i < CanaryState.MaxOfReport; i++) canaries.Count(Split with { RolloutUid = "u" + i }, SplitSide.Stable, failed: false, "k");
        time.Advance(TimeSpan.FromMinutes(1));
        canaries.Count(Split, SplitSide.Canary, failed: true, "k");
        var first = canaries.Unsaid();
        Assert.Equal((CanaryState.MaxOfReport, CanarySide.Canary), (first.Count, first[0].Side));
        canaries.Said(first);
        Assert.Single(canaries.Unsaid());
    }

    [Fact]
    public void The_largest_report_of_counters_fits()
    {
        for (var i = 0; i < CanaryState.MaxOfReport; i++)
        {
            for (var caller = 0; caller < 20; caller++) canaries.Count(Split with { RolloutUid = $"{i:d8}-0000-0000-0000-000000000000" }, SplitSide.Canary, failed: true, "key-" + caller);
        }

        Assert.InRange(ReportCodec.Encode(new Report { Process = "p", Number = 1, Canary = canaries.Unsaid() }).Length, 1, FrameProtocol.MaxReportBytes / 2);
    }

    [Fact]
    public void After_an_hour_a_bucket_is_forgotten()
    {
        canaries.Count(Split, SplitSide.Canary, failed: true, "k");
        time.Advance(CanaryState.Kept + CanaryState.BucketLength);
        Assert.Empty(canaries.Unsaid());
        Assert.False(canaries.HasNewFailures);
    }

    [Fact]
    public void Epochs_of_the_past_take_no_memory()
    {
        for (var epoch = 0; epoch < 10; epoch++)
        {
            canaries.Count(Split with { Epoch = epoch }, SplitSide.Canary, failed: false, "k");
            time.Advance(CanaryState.Kept / 2);
        }

        Assert.InRange(canaries.SeriesKept, 1, 4);
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_count_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++) canaries.Count(Split, SplitSide.Canary, failed: i % 10 == 0, "k" + thread);
        })));
        var counter = Assert.Single(canaries.Unsaid());
        Assert.Equal((40_000, 4_000, 4), (counter.Requests, counter.Failures, counter.Callers.Count));
    }

    [Fact]
    public async Task Both_sides_of_a_new_epoch_may_begin_at_once()
    {
        using var begin = new Barrier(2);
        const int epochs = 20_000;
        Task CountAsync(SplitSide side) => Task.Run(() =>
        {
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                begin.SignalAndWait();
                canaries.Count(Split with { Epoch = epoch }, side, failed: false, "k");
                // The next epoch meets few old ones.
                if (begin.SignalAndWait(Timeout.Infinite) && side == SplitSide.Canary && epoch % 16 == 15) time.Advance(2 * CanaryState.Kept);
            }
        });
        await Task.WhenAll(CountAsync(SplitSide.Stable), CountAsync(SplitSide.Canary));
        Assert.Equal(0, canaries.SeriesKept % 2);
    }
}
