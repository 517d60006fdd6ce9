using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.TestKit;
using static LlmRouting.Operator.Tests.Reconcilers.Objects;

namespace LlmRouting.Operator.Tests.Reconcilers.Status;

public sealed class GaugeThrottleTests
{
    private static readonly TierGauges Shown = new(12, 3, "120ms");
    private readonly ManualTime time = new();

    [Fact]
    public void A_figure_goes_when_nothing_has_been_measured_for_five_minutes()
    {
        var throttle = new GaugeThrottle(time);
        Assert.Equal((Shown, TimeSpan.FromMinutes(5)), throttle.Show("a", Shown, null));
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((Shown, TimeSpan.FromMinutes(1)), throttle.Show("a", Shown, null));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((null, null), throttle.Show<TierGauges>("a", Shown, null));
        Assert.Equal((null, null), throttle.Show<TierGauges>("a", null, null));
    }

    [Fact]
    public void A_measurement_in_between_begins_the_wait_anew()
    {
        var throttle = new GaugeThrottle(time);
        throttle.Show("a", Shown, null);
        time.Advance(TimeSpan.FromMinutes(4));
        throttle.Show("a", Shown, Shown);
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(Shown, throttle.Show("a", Shown, null).Shown);
    }

    [Fact]
    public void A_tier_that_became_external_has_none_at_once()
    {
        var tier = Tier() with { Spec = Tier().Spec with { Vllm = null, External = new ExternalSpec { BaseUrl = "https://api.example.com" } }, Status = new ModelTierStatus { Demand = 12, QueueDepth = 3 } };
        Assert.Equal((null, null), new TierReports(_ => null, _ => null, new GaugeThrottle(time)).Gauges(tier));
    }
}
