using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Tests.State;

public sealed class SplitStateTests
{
    private static readonly SplitSnapshot Sequence = new() { RolloutUid = "u-1", Rollout = "r", Policy = "ns/p", Stable = "ns/a", Canary = "ns/b", Weight = 10 };
    private static readonly SplitSnapshot Sticky = Sequence with { StickyHeader = "x-session-id" };

    [Fact]
    public void Without_sticky_any_run_is_exact_to_one_also_across_weight_edits()
    {
        var weights = Gen.Choose(0, 100).Zip(Gen.Choose(1, 300)).NonEmptyListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(weights.ToArbitrary(), edits =>
        {
            var state = new SplitState();
            double due = 0, least = 0, most = 0;
            foreach (var weight in edits.SelectMany(e => Enumerable.Repeat(e.Item1, e.Item2)))
            {
                due += (weight / 100.0) - (state.ChooseCanary(Sequence with { Weight = weight }, "k", null) ? 1 : 0);
                (least, most) = (Math.Min(least, due), Math.Max(most, due));
            }
            // Any run's error is the difference of two of these.
            return most - least < 1 + 1e-6;
        }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(10, 100)]
    [InlineData(100, 1000)]
    public void The_weight_is_a_share_of_requests(int weight, int canaries)
    {
        var state = new SplitState();
        Assert.Equal(canaries, Enumerable.Range(0, 1000).Count(_ => state.ChooseCanary(Sequence with { Weight = weight }, "k", null)));
    }

    [Fact]
    public async Task Concurrent_requests_get_the_exact_share()
    {
        var state = new SplitState();
        var canaries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 10_000).Count(_ => state.ChooseCanary(Sequence with { Weight = 37 }, "k", null)))));
        Assert.Equal(14_800, canaries.Sum());
    }

    [Fact]
    public void A_sticky_caller_keeps_its_side_on_every_replica()
    {
        for (var i = 0; i < 200; i++)
        {
            var first = new SplitState().ChooseCanary(Sticky, $"k{i % 7}", $"session-{i}");
            var other = new SplitState();
            for (var again = 0; again < 5; again++) Assert.Equal(first, other.ChooseCanary(Sticky, $"k{i % 7}", $"session-{i}"));
        }
    }

    [Fact]
    public void Raising_the_weight_only_adds_sticky_callers()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<NonEmptyString, NonEmptyString>((key, session) =>
        {
            var sides = Enumerable.Range(0, 101).Select(w => new SplitState().ChooseCanary(Sticky with { Weight = w }, key.Get, session.Get)).ToList();
            return !sides[0] && sides[100] && sides.SequenceEqual(sides.Order());
        }));
    }

    [Fact]
    public void The_sticky_weight_is_a_share_of_callers()
    {
        var state = new SplitState();
        var canaries = Enumerable.Range(0, 100_000).Count(i => state.ChooseCanary(Sticky, "key", $"s{i}"));
        Assert.InRange(canaries, 9_600, 10_400);
    }

    [Theory]
    [InlineData("u-1", 2)]
    [InlineData("u-2", 1)]
    public void A_new_attempt_or_rollout_deals_callers_anew(string uid, int attempt)
    {
        var before = Canaries(Sticky);
        var after = Canaries(Sticky with { RolloutUid = uid, Attempt = attempt });
        Assert.InRange(before.Intersect(after).Count(), before.Count / 20, before.Count / 5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_sticky_header_a_key_stays_on_one_side(string? header)
    {
        var state = new SplitState();
        var sides = Enumerable.Range(0, 1000).Select(i => (Key: i % 200, Canary: state.ChooseCanary(Sticky, $"k{i % 200}", header))).Distinct().ToList();
        Assert.Equal(200, sides.Count);
        Assert.InRange(sides.Count(side => side.Canary), 10, 35);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_request_without_the_sticky_header_and_without_a_key_joins_the_sequence(string? header)
    {
        var state = new SplitState();
        Assert.Equal(100, Enumerable.Range(0, 1000).Count(_ => state.ChooseCanary(Sticky, null, header)));
    }

    [Fact]
    public void The_hash_never_changes_between_versions()
    {
        Assert.Equal(13350842315593676679, StableHash.Start.Add("u-1").Add(1).Add("k").Add("한글 세션").Value);
    }

    private static HashSet<int> Canaries(SplitSnapshot split)
    {
        var state = new SplitState();
        return Enumerable.Range(0, 10_000).Where(i => state.ChooseCanary(split, "key", $"s{i}")).ToHashSet();
    }
}
