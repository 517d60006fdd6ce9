using LlmRouting.Contract.Api;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Tests.Kubernetes;

namespace LlmRouting.Operator.Tests.Scaling;

public sealed class TierLoadTests : IAsyncLifetime
{
    private ScriptedApi api = null!;
    private ScaledTier test = null!;

    public async Task InitializeAsync()
    {
        api = await ScriptedApi.StartAsync("{}");
        test = new ScaledTier(api);
        test.Deployment(2);
        test.Servers("10.0.0.1", "10.0.0.2");
    }

    public Task DisposeAsync() => api.DisposeAsync().AsTask();

    [Fact]
    public void Demand_is_running_waiting_and_held_over_all_servers_and_the_cache_a_mean()
    {
        test.Says("10.0.0.1", 3, 5, 0.2);
        test.Says("10.0.0.2", 4, 0, 0.6);
        test.Held = 2;
        Assert.Equal(new Figure(14, true), test.Load.Demand);
        Assert.Equal(new Figure(7, true), test.Load.QueueDepth);
        Assert.Equal(0.4, test.Load.KvCache.Value!.Value, 6);
    }

    [Fact]
    public void A_ready_server_that_has_not_answered_makes_figures_incomplete_not_small()
    {
        test.Says("10.0.0.1", 3, 5, 0.2);
        Assert.Equal(new Figure(8, false), test.Load.Demand);
        Assert.Null(test.Load.Demand.Value);
        Assert.Null(test.Load.QuietFor);
    }

    [Fact]
    public void A_reading_holds_10_s()
    {
        test.Says("10.0.0.1", 3, 5);
        test.Says("10.0.0.2", 0, 0);
        test.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(test.Load.Demand.IsComplete);
        test.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(test.Load.Demand.IsComplete);
    }

    [Fact]
    public void An_ending_server_counts_while_it_answers_and_is_not_missed()
    {
        test.Servers(["10.0.0.1"], ["10.0.0.2"]);
        test.Says("10.0.0.1", 1, 0);
        Assert.Equal(new Figure(1, true), test.Load.Demand);
        test.Says("10.0.0.2", 6, 0);
        Assert.Equal(new Figure(7, true), test.Load.Demand);
    }

    [Fact]
    public void Of_four_servers_three_are_too_busy_to_be_ready_and_nothing_lower_is_told()
    {
        var told = new ToldFigures(test.Loads);
        test.Put(new AutoscalingSpec { MinReplicas = 1, MaxReplicas = 8, Source = ScalingSource.Direct });
        test.Deployment(4, ready: 1);
        test.Servers(["10.0.0.1"], [], 8000, "10.0.0.2", "10.0.0.3", "10.0.0.4");
        foreach (var address in new[] { "10.0.0.2", "10.0.0.3", "10.0.0.4" }) test.Pod(address, started: true);
        test.Says("10.0.0.1", 60, 0);
        Assert.Null(told.Find("default", "small", ScalingMetricType.Demand));
        Assert.Null(DirectScaling.Desired(ScalingSignal.Of(test.Tier.Spec), test.Load, 4));
        foreach (var address in new[] { "10.0.0.2", "10.0.0.3", "10.0.0.4" }) test.Says(address, 100, 100);
        Assert.Equal(660, told.Find("default", "small", ScalingMetricType.Demand));
    }

    [Fact]
    public void One_that_has_not_started_holds_no_tier_up()
    {
        test.Servers(["10.0.0.1"], [], 8000, "10.0.0.2");
        test.Pod("10.0.0.2", started: false);
        test.Says("10.0.0.1", 3, 0);
        Assert.Equal(new Figure(3, true), test.Load.Demand);
    }

    [Fact]
    public void Pods_that_are_wanted_and_not_ready_are_not_known_to_be_idle()
    {
        test.Servers();
        Assert.False(test.Load.Demand.IsComplete);
        test.Deployment(0);
        Assert.Equal(new Figure(0, true), test.Load.Demand);
    }

    [Fact]
    public void A_standby_does_not_know_what_is_held()
    {
        test.Deployment(0);
        test.Servers();
        test.Held = null;
        Assert.False(test.Load.Demand.IsComplete);
    }

    [Fact]
    public void Quiet_ends_with_a_request_also_one_that_came_and_went_between_scrapes()
    {
        test.Servers("10.0.0.1");
        Quiet(0, 100);
        Assert.Equal(TimeSpan.FromSeconds(100), test.Load.QuietFor);
        test.Says("10.0.0.1", 0, 0, finished: 1);
        Assert.Equal(TimeSpan.Zero, test.Load.QuietFor);
        Quiet(1, 20);
        test.Held = 1;
        Assert.Equal(TimeSpan.Zero, test.Load.QuietFor);
    }

    [Fact]
    public void Our_own_warm_ups_are_no_use()
    {
        test.Servers("10.0.0.1");
        Quiet(0, 100);
        var ended = test.Book.Warmup(ScaledTier.Key, "http://10.0.0.1:8000");
        test.Says("10.0.0.1", 1, 0);
        ended(true);
        test.Says("10.0.0.1", 0, 0, finished: 1);
        Assert.Equal(TimeSpan.FromSeconds(100), test.Load.QuietFor);
        test.Says("10.0.0.1", 0, 0, finished: 2);
        Assert.Equal(TimeSpan.Zero, test.Load.QuietFor);
    }

    [Fact]
    public void A_server_that_began_anew_counts_from_0()
    {
        test.Servers("10.0.0.1");
        Quiet(50, 30);
        Quiet(0, 10);
        Assert.Equal(TimeSpan.FromSeconds(40), test.Load.QuietFor);
        test.Says("10.0.0.1", 0, 0, finished: 1);
        Assert.Equal(TimeSpan.Zero, test.Load.QuietFor);
    }

    [Fact]
    public void A_tier_of_somebody_elses_servers_has_no_load()
    {
        Assert.Null(test.Loads.Find("default/other"));
        Assert.Equal(["default/small"], test.Loads.Tiers.Select(tier => tier.Key));
    }

    [Theory]
    [InlineData(ScalingMetricType.Demand)]
    [InlineData(ScalingMetricType.QueueDepth)]
    [InlineData(ScalingMetricType.KvCache)]
    public void An_incomplete_figure_is_told_only_where_it_asks_for_more_even_so(ScalingMetricType type)
    {
        test.Put(new AutoscalingSpec { MaxReplicas = 8, Metrics = [new() { Type = ScalingMetricType.QueueDepth, PerReplica = 20 }, new() { Type = ScalingMetricType.KvCache, Utilization = "0.40" }] });
        var told = new ToldFigures(test.Loads);
        test.Says("10.0.0.1", 20, 10, 0.5);
        Assert.Null(told.Find("default", "small", type));
        test.Says("10.0.0.1", 300, 100, 1);
        Assert.NotNull(told.Find("default", "small", type));
    }

    [Fact]
    public void A_server_that_stays_silent_is_named_in_status()
    {
        var queued = new List<ObjectKey>();
        var board = new GaugeBoard(test.Loads, queued.Add, test.Time);
        test.Says("10.0.0.1", 1, 0);
        test.Book.Take(ScaledTier.Key, "http://10.0.0.2:8000", null);
        for (var i = 0; i < 15; i++)
        {
            Assert.Null(board.Trouble(test.Tier));
            test.Time.Advance(TimeSpan.FromSeconds(2));
            test.Says("10.0.0.1", 1, 0);
        }

        board.TellOnce();
        board.TellOnce();
        Assert.Equal([ScaledTier.ObjectKey], queued);
        Assert.Equal("1 of 2 servers do not answer /metrics (http://10.0.0.2:8000): the tier is not scaled down until they do", board.Trouble(test.Tier)!.Message);
    }

    [Fact]
    public void Gauges_are_rounded_and_told_once_a_minute()
    {
        var queued = new List<ObjectKey>();
        var board = new GaugeBoard(test.Loads, queued.Add, test.Time);
        test.Says("10.0.0.1", 123, 5);
        test.Says("10.0.0.2", 0, 0);
        Assert.Equal((120, 5), (board.Measure(ScaledTier.Key)!.Demand, board.Measure(ScaledTier.Key)!.QueueDepth));
        board.TellOnce();
        board.TellOnce();
        Assert.Single(queued);
    }

    [Fact]
    public void Metrics_of_a_tier_leave_out_what_is_not_known_S4_18()
    {
        var metrics = new OperatorMetrics();
        TierMetrics.Register(metrics, test.Loads);
        test.Deployment(2, ready: 2);
        test.Says("10.0.0.1", 1, 0, 0.5);
        Assert.Contains("llm_tier_cost_dollars_per_hour{namespace=\"default\",tier=\"small\"} 0.6\n", metrics.Render(), StringComparison.Ordinal);
        Assert.Contains("llm_tier_replicas_desired{namespace=\"default\",tier=\"small\"} 2\n", metrics.Render(), StringComparison.Ordinal);
        Assert.DoesNotContain("llm_tier_demand{", metrics.Render(), StringComparison.Ordinal);
        test.Says("10.0.0.2", 2, 0, 0.5);
        Assert.Contains("llm_tier_demand{namespace=\"default\",tier=\"small\"} 3\n", metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_tier_whose_pods_do_not_become_ready_only_replicas_are_known()
    {
        var metrics = new OperatorMetrics();
        TierMetrics.Register(metrics, test.Loads);
        test.Deployment(2);
        test.Servers();
        test.Held = 4;
        Assert.Contains("llm_tier_replicas_ready{namespace=\"default\",tier=\"small\"} 0\n", metrics.Render(), StringComparison.Ordinal);
        Assert.Contains("llm_tier_replicas_desired{namespace=\"default\",tier=\"small\"} 2\n", metrics.Render(), StringComparison.Ordinal);
        Assert.DoesNotContain("llm_tier_demand{", metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void While_the_least_replicas_load_what_is_held_is_told()
    {
        var told = new ToldFigures(test.Loads);
        test.Servers();
        test.Held = 3;
        Assert.Null(told.Find("default", "small", ScalingMetricType.Demand));
        test.Deployment(1);
        Assert.Equal(3, told.Find("default", "small", ScalingMetricType.Demand));
        Assert.Null(told.Find("default", "small", ScalingMetricType.KvCache));
        test.Held = null;
        Assert.Null(told.Find("default", "small", ScalingMetricType.Demand));
    }

    private void Quiet(double finished, int seconds)
    {
        for (var i = 0; i <= seconds; i += 2)
        {
            test.Says("10.0.0.1", 0, 0, finished: finished);
            if (i < seconds) test.Time.Advance(TimeSpan.FromSeconds(Math.Min(2, seconds - i)));
        }
    }
}
