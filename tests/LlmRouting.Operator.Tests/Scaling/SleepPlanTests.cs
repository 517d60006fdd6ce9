using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Tests.Reconcilers;

namespace LlmRouting.Operator.Tests.Scaling;

public sealed class SleepPlanTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    [Fact]
    public void A_tier_idle_for_its_scale_down_window_drains_then_sleeps_then_wakes_by_a_held_request()
    {
        Assert.Null(Next(null, 1, Quiet(Window - TimeSpan.FromSeconds(1))));
        Assert.Equal((1, SleepMark.Draining), Next(null, 1, Quiet(Window)));
        Assert.Null(Next(SleepMark.Draining, 1, Quiet(Window)));
        Assert.Equal((0, SleepMark.Asleep), Next(SleepMark.Draining, 1, Quiet(Window), drained: true));
        Assert.Null(Next(SleepMark.Asleep, 0, Quiet(null)));
        Assert.Equal((1, null), Next(SleepMark.Asleep, 0, Held(1)));
    }

    [Fact]
    public void Demand_that_reappears_while_it_drains_keeps_it_awake()
    {
        Assert.Equal((2, null), Next(SleepMark.Draining, 2, Held(1), drained: true));
        Assert.Equal((2, null), Next(SleepMark.Draining, 2, Quiet(null) with { Demand = new Figure(1, false) }, drained: true));
    }

    [Fact]
    public void A_tier_under_a_rollout_never_sleeps()
    {
        Assert.Null(Next(null, 1, Quiet(Window), rollout: true));
        Assert.Equal((1, null), Next(SleepMark.Draining, 1, Quiet(Window), rollout: true, drained: true));
        Assert.Equal((1, null), Next(SleepMark.Asleep, 0, Quiet(null), rollout: true));
    }

    [Fact]
    public void Missing_figures_put_nothing_to_sleep() => Assert.Null(Next(null, 1, Quiet(Window) with { Demand = new Figure(0, false) }));

    [Fact]
    public void An_unknown_quiet_time_puts_nothing_to_sleep() => Assert.Null(Next(null, 1, Quiet(null)));

    [Theory]
    [InlineData(1, null)]
    [InlineData(0, ScalingSource.Keda)]
    public void A_tier_that_may_not_sleep_is_woken_and_never_put_to_sleep(int min, ScalingSource? source)
    {
        Assert.Null(Next(null, 1, Quiet(Window), min: min, source: source));
        Assert.Equal((1, null), Next(SleepMark.Asleep, 0, Quiet(null), min: min, source: source));
    }

    [Fact]
    public void Somebody_who_scales_a_sleeping_tier_up_wakes_it() => Assert.Equal((3, null), Next(SleepMark.Asleep, 3, Quiet(null)));

    [Fact]
    public void A_draining_tier_that_was_scaled_to_0_sleeps() => Assert.Equal((0, SleepMark.Asleep), Next(SleepMark.Draining, 0, Quiet(null)));

    private static (int, string?)? Next(string? mark, int replicas, TierLoad load, bool rollout = false, bool drained = false, int min = 0, ScalingSource? source = null)
    {
        var spec = Objects.Tier().Spec with { Autoscaling = new AutoscalingSpec { MinReplicas = min, MaxReplicas = 4, Source = source } };
        return SleepPlan.Next(new SleepFacts(spec, replicas, mark, load, rollout, drained)) is { } step ? (step.Replicas, step.Mark) : null;
    }

    private static TierLoad Quiet(TimeSpan? time) => new(1, 0, true, new Figure(0, true), new Figure(0, true), new Figure(0, true), null, time);

    private static TierLoad Held(int requests) => new(0, requests, true, new Figure(requests, true), new Figure(requests, true), new Figure(0, true), null, null);
}
