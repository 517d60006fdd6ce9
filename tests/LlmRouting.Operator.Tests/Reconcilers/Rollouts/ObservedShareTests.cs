using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Rollouts;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Tests.Publishing;
using LlmRouting.TestKit;
using static LlmRouting.Operator.Tests.Reconcilers.Objects;

namespace LlmRouting.Operator.Tests.Reconcilers.Rollouts;

public sealed class ObservedShareTests
{
    private readonly ManualTime time = new();
    private readonly CanaryCounters counters;
    private readonly ObservedShare share;
    private readonly SplitSnapshot split = Split(25);
    private long bucket;

    public ObservedShareTests()
    {
        counters = new CanaryCounters(time, TimeSpan.FromHours(1));
        share = new ObservedShare(counters, new GaugeThrottle(time));
    }

    [Fact]
    public void It_is_the_canarys_share_of_what_both_sides_counted_lately_in_whole_percent()
    {
        Count(canary: 49, stable: 151);
        Assert.Equal((24, TimeSpan.FromMinutes(1)), share.Show(Rollout(25), split));
        time.Advance(TimeSpan.FromMinutes(6));
        Count(canary: 100, stable: 100);
        Assert.Equal(50, share.Show(Rollout(25), split).Shown);
    }

    [Fact]
    public void Fewer_than_100_requests_say_nothing_and_change_nothing()
    {
        Count(canary: 49, stable: 50);
        Assert.Null(share.Show(Rollout(25), split).Shown);
        Assert.Equal(30, share.Show(Shows(30, split.Epoch), split).Shown);
    }

    [Fact]
    public void A_new_figure_is_shown_once_a_minute()
    {
        Count(canary: 25, stable: 75);
        Assert.Equal(25, share.Show(Rollout(25), split).Shown);
        time.Advance(TimeSpan.FromSeconds(20));
        Count(canary: 100, stable: 0);
        Assert.Equal((25, TimeSpan.FromSeconds(40)), share.Show(Shows(25, split.Epoch), split));
        time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal((62, TimeSpan.FromMinutes(1)), share.Show(Shows(25, split.Epoch), split));
    }

    [Fact]
    public void Another_epoch_begins_with_nothing_and_a_rollout_that_does_nothing_has_no_share()
    {
        Assert.Null(share.Show(Shows(25, split.Epoch), split with { Epoch = split.Epoch + 1 }).Shown);
        Assert.Equal((null, null), share.Show(Shows(25, split.Epoch), null));
    }

    private static CanaryRollout Shows(int percent, int epoch) => Rollout(25) with { Status = new CanaryRolloutStatus { ObservedShare = percent, Epoch = epoch } };

    private void Count(long canary, long stable)
    {
        bucket++;
        counters.Merge(Samples.Peer(), "p", [Counter(CanarySide.Canary, canary), Counter(CanarySide.Stable, stable)]);
    }

    private CanaryCounter Counter(CanarySide side, long requests) =>
        new() { RolloutUid = split.RolloutUid, Epoch = split.Epoch, Side = side, Bucket = bucket, BeganSecondsAgo = 0, Requests = requests, Failures = 0 };
}
