using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Tests.Reconcilers;

namespace LlmRouting.Operator.Tests.Scaling;

public sealed class DirectScalingTests
{
    private const int Max = 8;

    [Fact]
    public void Four_busy_replicas_with_an_empty_queue_stay_four() => Assert.Equal(4, Run(4, Load(4, demand: 4 * 69)));

    [Theory]
    [InlineData(2, 140, 2)]
    [InlineData(2, 153, 2)]
    [InlineData(2, 155, 3)]
    [InlineData(2, 127, 2)]
    [InlineData(2, 70, 1)]
    [InlineData(2, 10_000, 6)]
    [InlineData(5, 10_000, Max)]
    public void Demand_over_its_target_within_10_percent_is_no_change(int replicas, double demand, int expected) => Assert.Equal(expected, Run(replicas, Load(replicas, demand)));

    [Fact]
    public void The_largest_answer_of_all_signals_wins() => Assert.Equal(5, Run(2, Load(2, demand: 10, queue: 100)));

    [Fact]
    public void The_cache_is_compared_as_a_mean_of_ready_servers() => Assert.Equal(3, Run(2, Load(2, demand: 10, cache: 0.95)));

    [Fact]
    public void A_missing_figure_never_scales_down_and_may_scale_up()
    {
        var nothing = Load(4, demand: 0) with { Demand = new Figure(0, false), QueueDepth = new Figure(0, false) };
        Assert.Equal(4, Run(4, nothing));
        Assert.Equal(6, Run(4, nothing with { Demand = new Figure(6 * 70, false) }));
        Assert.Equal(4, Run(4, Load(4, demand: 10) with { KvCache = new Figure(0, false) }));
    }

    [Fact]
    public void Up_waits_for_the_whole_window()
    {
        var (at, history) = (TimeSpan.Zero, (ReplicaHistory?)null);
        var spec = Spec(up: "30s", down: "300s");
        int Next(double demand, int seconds)
        {
            at += TimeSpan.FromSeconds(seconds);
            (var replicas, history) = DirectScaling.Next(spec, Load(1, demand), 1, history, at);
            return replicas;
        }

        Assert.Equal(1, Next(300, 0));
        Assert.Equal(1, Next(300, 15));
        Assert.Equal(1, Next(300, 14));
        Assert.Equal(5, Next(300, 2));
        Assert.Equal(1, Next(20, 5));
        Assert.Equal(1, Next(300, 5));
    }

    [Fact]
    public void Up_goes_at_the_HPAs_pace_twice_as_many_or_4_more_in_15_s()
    {
        var spec = Spec(up: "0s", down: "0s");
        spec = spec with { Autoscaling = spec.Autoscaling! with { MaxReplicas = 100 } };
        var (replicas, history) = (1, (ReplicaHistory?)null);
        var paced = new List<int>();
        for (var at = 0; at <= 50; at += 5)
        {
            (replicas, history) = DirectScaling.Next(spec, Load(replicas, demand: 100_000), replicas, history, TimeSpan.FromSeconds(at));
            paced.Add(replicas);
        }

        Assert.Equal([5, 5, 5, 10, 10, 10, 20, 20, 20, 40, 40], paced);
    }

    [Fact]
    public void Down_goes_to_the_most_that_was_asked_for_in_its_window()
    {
        var spec = Spec(up: "0s", down: "60s");
        var history = ReplicaHistory.Begin(TimeSpan.Zero, 5);
        (var replicas, history) = DirectScaling.Next(spec, Load(5, 200), 5, history, TimeSpan.FromSeconds(30));
        Assert.Equal(5, replicas);
        (replicas, history) = DirectScaling.Next(spec, Load(5, 0), 5, history, TimeSpan.FromSeconds(61));
        Assert.Equal(3, replicas);
        (replicas, _) = DirectScaling.Next(spec, Load(3, 0), 3, history, TimeSpan.FromSeconds(91));
        Assert.Equal(1, replicas);
    }

    [Fact]
    public void Somebody_who_begins_to_look_scales_nothing_down_at_once() =>
        Assert.Equal(5, DirectScaling.Next(Spec(), Load(5, 0), 5, null, TimeSpan.FromDays(1)).Replicas);

    [Fact]
    public void Outside_its_bounds_a_tier_is_brought_back_at_once()
    {
        Assert.Equal(Max, DirectScaling.Next(Spec(), Load(12, 5000), 12, null, TimeSpan.Zero).Replicas);
        Assert.Equal(2, DirectScaling.Next(Spec(min: 2), Load(1, 0), 1, null, TimeSpan.Zero).Replicas);
    }

    [Fact]
    public void Whatever_happens_the_answer_is_within_bounds_and_down_needs_complete_figures()
    {
        var step = from demand in Gen.Choose(0, 3000) from queue in Gen.Choose(0, 300) from cache in Gen.Choose(0, 1000) from complete in Gen.Elements(true, true, false) from ready in Gen.Choose(0, Max) select (demand, queue, cache, complete, ready);
        Check.QuickThrowOnFailure(Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var (replicas, history, at) = (3, (ReplicaHistory?)null, TimeSpan.Zero);
            foreach (var (demand, queue, cache, complete, ready) in steps)
            {
                var before = replicas;
                var load = Load(ready, demand, queue, cache / 1000.0) with { Demand = new Figure(demand, complete) };
                (replicas, history) = DirectScaling.Next(Spec(up: "10s", down: "20s"), load, before, history, at += TimeSpan.FromSeconds(5));
                if (replicas is < 1 or > Max || (!complete && replicas < before)) return false;
            }

            return true;
        }));
    }

    [Fact]
    public void More_demand_never_means_fewer_replicas() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from demand in Gen.Choose(0, 3000) from more in Gen.Choose(0, 500) from replicas in Gen.Choose(1, Max) select (demand, more, replicas)).ToArbitrary(),
        at => DirectScaling.Desired(Signals, Load(at.replicas, at.demand), at.replicas) <= DirectScaling.Desired(Signals, Load(at.replicas, at.demand + at.more), at.replicas)));

    private static IReadOnlyList<ScalingSignal> Signals => ScalingSignal.Of(Spec());

    /// <summary>After windows of no length.</summary>
    private static int Run(int replicas, TierLoad load) => DirectScaling.Next(Spec("0s", "0s"), load, replicas, ReplicaHistory.Begin(TimeSpan.Zero, replicas), TimeSpan.FromSeconds(1)).Replicas;

    private static TierLoad Load(int ready, double demand, double queue = 0, double cache = 0) =>
        new(ready, 0, true, new Figure(queue, true), new Figure(demand, true), new Figure(cache, true), null, null);

    private static ModelTierSpec Spec(string up = "30s", string down = "300s", int min = 1)
    {
        var tier = Objects.Tier().Spec;
        return tier with
        {
            Vllm = tier.Vllm! with { MaxNumSeqs = 100 },
            Autoscaling = new AutoscalingSpec
            {
                MinReplicas = min, MaxReplicas = Max, Source = ScalingSource.Direct, ScaleUp = new() { Stabilization = up }, ScaleDown = new() { Stabilization = down },
                Metrics = [new() { Type = ScalingMetricType.QueueDepth, PerReplica = 20 }, new() { Type = ScalingMetricType.KvCache, Utilization = "0.80" }],
            },
        };
    }
}
