using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Vllm;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Selection;

public sealed class EndpointPickerTests
{
    private static readonly LoadBalancingSnapshot LeastQueue = new();
    private static readonly LoadBalancingSnapshot Prefix = new() { Type = LoadBalancingType.PrefixAffinity };

    private readonly ManualTime time = new();
    private readonly EndpointPicker picker;

    public EndpointPickerTests() => picker = new(time, seed: 1);

    [Fact]
    public void Equal_endpoints_get_equal_shares()
    {
        var endpoints = Endpoints(4);
        var picks = Enumerable.Range(0, 40_000).GroupBy(_ => picker.Pick(endpoints, LeastQueue, 0, []));
        Assert.All(picks, p => Assert.InRange(p.Count(), 9_600, 10_400));
    }

    [Fact]
    public void Of_two_the_less_loaded_is_always_chosen()
    {
        var endpoints = Endpoints(2);
        endpoints[0].Enter();
        for (var i = 0; i < 100; i++) Assert.Same(endpoints[1], Pick(endpoints));
        endpoints[1].Report(new QueueReading(3, 2, null));
        for (var i = 0; i < 100; i++) Assert.Same(endpoints[0], Pick(endpoints));
    }

    [Fact]
    public void The_most_loaded_of_many_is_never_chosen()
    {
        var endpoints = Endpoints(5);
        endpoints[3].Enter();
        Assert.DoesNotContain(endpoints[3], Enumerable.Range(0, 1000).Select(_ => Pick(endpoints)));
    }

    [Fact]
    public void Two_choices_keep_the_fullest_near_the_mean()
    {
        var endpoints = Endpoints(32);
        for (var i = 0; i < 3200; i++) Pick(endpoints)!.Enter();
        // One random choice would leave the fullest about 25 above the mean of 100.
        Assert.InRange(endpoints.Max(e => e.InFlight), 100, 106);
    }

    [Theory]
    [InlineData(LoadBalancingType.LeastQueue)]
    [InlineData(LoadBalancingType.PrefixAffinity)]
    public void A_request_tries_no_endpoint_twice(LoadBalancingType type)
    {
        var endpoints = Endpoints(5);
        endpoints[2].ReportFailure(connecting: true);
        endpoints[4].ReportFailure(connecting: true);
        List<EndpointState> tried = [];
        for (var i = 0; i < 5; i++) tried.Add(picker.Pick(endpoints, new() { Type = type }, 77, [.. tried])!);
        Assert.Equal(5, tried.Distinct().Count());
        Assert.Null(picker.Pick(endpoints, new() { Type = type }, 77, [.. tried]));
        Assert.Equal([endpoints[2], endpoints[4]], tried[3..].OrderBy(e => e.BaseUrl));
    }

    [Fact]
    public void Ejected_endpoints_are_avoided_until_they_return()
    {
        var endpoints = Endpoints(3);
        endpoints[1].ReportFailure(connecting: true);
        Assert.DoesNotContain(endpoints[1], Enumerable.Range(0, 200).Select(_ => Pick(endpoints)));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains(endpoints[1], Enumerable.Range(0, 200).Select(_ => Pick(endpoints)));
    }

    [Fact]
    public void When_all_are_ejected_the_one_longest_ago_is_chosen()
    {
        var endpoints = Endpoints(3);
        foreach (var i in new[] { 2, 0, 1 })
        {
            endpoints[i].ReportFailure(connecting: true);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Same(endpoints[2], Pick(endpoints));
        Assert.Same(endpoints[0], picker.Pick(endpoints, Prefix, 5, [endpoints[2]]));
    }

    [Fact]
    public void No_endpoints_give_null() => Assert.Null(Pick([]));

    [Fact]
    public void A_prefix_goes_to_the_same_endpoint_on_every_replica()
    {
        var (here, there) = (Endpoints(8), Endpoints(8));
        var other = new EndpointPicker(time, seed: 99);
        for (var prefix = 1UL; prefix < 500; prefix++)
            Assert.Equal(picker.Pick(here, Prefix, prefix, [])!.BaseUrl, other.Pick(there.Reverse().ToArray(), Prefix, prefix, [])!.BaseUrl);
    }

    [Fact]
    public void Prefixes_spread_evenly()
    {
        var endpoints = Endpoints(8);
        var picks = Enumerable.Range(1, 80_000).GroupBy(i => picker.Pick(endpoints, Prefix, (ulong)i, []));
        Assert.All(picks, p => Assert.InRange(p.Count(), 9_600, 10_400));
    }

    [Fact]
    public void When_an_endpoint_leaves_only_its_prefixes_move()
    {
        var endpoints = Endpoints(8);
        var rest = endpoints.Where(e => e != endpoints[3]).ToArray();
        for (var prefix = 1UL; prefix < 5_000; prefix++)
        {
            var before = picker.Pick(endpoints, Prefix, prefix, []);
            var after = picker.Pick(rest, Prefix, prefix, []);
            if (before != endpoints[3]) Assert.Same(before, after);
        }
    }

    [Fact]
    public void No_endpoint_goes_above_its_share_of_the_load_whatever_the_prefixes()
    {
        var requests = Gen.Choose(1, 3).ListOf(200);
        Check.QuickThrowOnFailure(Prop.ForAll(requests.ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), Gen.Choose(100, 300).ToArbitrary(), (prefixes, count, percent) =>
        {
            var endpoints = Endpoints(count);
            var settings = Prefix with { MaxLoadFactor = percent / 100.0 };
            for (var open = 1; open <= prefixes.Count; open++)
            {
                picker.Pick(endpoints, settings, (ulong)prefixes[open - 1], [])!.Enter();
                if (endpoints.Max(e => e.InFlight) > Math.Ceiling(settings.MaxLoadFactor * open / count)) return false;
            }
            return true;
        }));
    }

    [Fact]
    public void A_hot_prefix_overflows_to_one_next_endpoint_not_to_all()
    {
        var endpoints = Endpoints(10);
        foreach (var endpoint in endpoints) Enter(endpoint, 10);
        var first = picker.Pick(endpoints, Prefix, 42, [])!;
        Enter(first, 5);
        var second = picker.Pick(endpoints, Prefix, 42, []);
        Assert.NotSame(first, second);
        for (var i = 0; i < 20; i++) Assert.Same(second, picker.Pick(endpoints, Prefix, 42, []));
    }

    [Fact]
    public void Without_a_prefix_the_least_queue_decides()
    {
        var endpoints = Endpoints(2);
        endpoints[0].Enter();
        for (var i = 0; i < 50; i++) Assert.Same(endpoints[1], picker.Pick(endpoints, Prefix, 0, []));
    }

    private EndpointState? Pick(EndpointState[] endpoints) => picker.Pick(endpoints, LeastQueue, 0, []);

    private EndpointState[] Endpoints(int count) => [.. Enumerable.Range(0, count).Select(i => new EndpointState($"http://10.0.0.{i}:8000", time))];

    private static void Enter(EndpointState endpoint, int times)
    {
        for (var i = 0; i < times; i++) endpoint.Enter();
    }
}
