using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.State;

public sealed class StateRegistryTests
{
    private static readonly TierSnapshot Small = new() { Namespace = "ns", Name = "small", Uid = "u1", Model = "m" };
    private static readonly SplitSnapshot Split = new() { RolloutUid = "r1", Rollout = "canary", Policy = "ns/p", Stable = "ns/small", Canary = "ns/large", Weight = 10 };
    private static readonly RoutingSnapshot Empty = new() { Gateway = "default" };
    private static readonly RoutingSnapshot WithTier = Empty with { Tiers = [Small], Endpoints = [new("ns/small", ["http://a"])], Splits = [Split] };

    private readonly ManualTime time = new();
    private readonly StateRegistry registry;

    public StateRegistryTests() => registry = new(time);

    [Fact]
    public void State_survives_an_edit_and_takes_its_settings()
    {
        var tier = registry.Tier(Small with { MaxInFlight = 1 });
        Assert.True(tier.TryEnter(out _));
        Assert.False(tier.TryEnter(out _));
        Assert.Same(tier, registry.Tier(Small with { MaxInFlight = 2, Model = "new" }));
        Assert.True(tier.TryEnter(out _));
        Assert.False(tier.TryEnter(out _));
        Assert.Equal(2, tier.InFlight);
    }

    [Fact]
    public void A_recreated_object_starts_anew()
    {
        Assert.NotSame(registry.Tier(Small), registry.Tier(Small with { Uid = "u2" }));
        Assert.NotSame(registry.Split(Split), registry.Split(Split with { RolloutUid = "r2" }));
    }

    [Fact]
    public void What_is_named_is_kept_for_ever()
    {
        var (tier, split) = (registry.Tier(Small), registry.Split(Split));
        var endpoint = tier.GetOrAdd("http://a");
        for (var i = 0; i < 10; i++, time.Advance(TimeSpan.FromMinutes(9))) registry.Prune(WithTier);
        Assert.Same(tier, registry.Tier(Small));
        Assert.Same(split, registry.Split(Split));
        Assert.Same(endpoint, tier.GetOrAdd("http://a"));
    }

    [Fact]
    public void What_no_snapshot_names_is_forgotten_after_10_min()
    {
        var (tier, split) = (registry.Tier(Small), registry.Split(Split));
        time.Advance(StateRegistry.Kept - TimeSpan.FromTicks(1));
        registry.Prune(Empty);
        Assert.Same(tier, registry.Tier(Small));
        time.Advance(StateRegistry.Kept);
        registry.Prune(Empty);
        Assert.NotSame(tier, registry.Tier(Small));
        Assert.NotSame(split, registry.Split(Split));
    }

    [Fact]
    public void An_endpoint_that_left_keeps_its_state_for_10_min()
    {
        var tier = registry.Tier(Small);
        var gone = tier.GetOrAdd("http://b");
        time.Advance(TimeSpan.FromMinutes(9));
        registry.Prune(WithTier);
        Assert.Same(gone, tier.GetOrAdd("http://b"));
        time.Advance(StateRegistry.Kept);
        registry.Prune(WithTier);
        Assert.NotSame(gone, tier.GetOrAdd("http://b"));
    }

    [Fact]
    public void What_has_requests_open_is_not_forgotten()
    {
        var tier = registry.Tier(Small);
        tier.TryEnter(out _);
        time.Advance(TimeSpan.FromHours(1));
        registry.Prune(Empty);
        Assert.Same(tier, registry.Tier(Small));
    }

    [Fact]
    public async Task In_flight_never_exceeds_the_maximum_under_concurrency()
    {
        var tier = registry.Tier(Small with { MaxInFlight = 100 });
        var entered = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 100).Select(_ => tier.TryEnter(out var visit) ? visit : (TierState.Visit?)null).ToList())));
        var visits = entered.SelectMany(one => one).OfType<TierState.Visit>().ToList();
        Assert.Equal(100, visits.Count);
        foreach (var visit in visits) visit.Dispose();
        Assert.Equal(0, tier.InFlight);
    }
}
