using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class CanaryCountersTests
{
    private static readonly Gen<Sent> AnyReport =
        from pod in Gen.Choose(0, 2)
        from process in Gen.Choose(0, 1)
        from epoch in Gen.Choose(1, 2)
        from side in Gen.Elements(CanarySide.Stable, CanarySide.Canary)
        from bucket in Gen.Choose(0, 3)
        from upTo in Gen.Choose(0, 20)
        select new Sent(pod, process, epoch, side, bucket, upTo);

    [Fact]
    public void Loss_repetition_and_order_do_not_matter_as_long_as_the_last_word_arrives()
    {
        Prop.ForAll(AnyReport.ArrayOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (sent, seed) =>
        {
            var chance = new System.Random(seed);
            // Whatever was sent last of each counter arrives; of the rest some do, some twice, in any order.
            var last = sent.GroupBy(report => report with { UpTo = 0 }).Select(counter => counter.MaxBy(report => report.UpTo)!);
            var arrived = last.Concat(sent.Where(_ => chance.Next(2) == 0)).Concat(sent.Where(_ => chance.Next(3) == 0)).ToArray();
            chance.Shuffle(arrived);
            return Sums(arrived).SequenceEqual(Expected(sent));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Merging_twice_is_merging_once()
    {
        Prop.ForAll(AnyReport.ArrayOf().ToArbitrary(), sent => Sums([.. sent, .. sent]).SequenceEqual(Sums(sent))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_cannot_be_is_passed_over()
    {
        var counters = new CanaryCounters(new ManualTime(), TimeSpan.FromDays(1));
        counters.Merge(Samples.Peer(), "p", [Counter(5, 6), Counter(-1, -1), Counter(5, -1), Counter(5, 1) with { BeganSecondsAgo = -3 }, Counter(5, 1) with { BeganSecondsAgo = 1e12 }]);
        Assert.Equal(default, counters.Total("r", 1, CanarySide.Canary));
    }

    [Fact]
    public void A_window_counts_what_began_in_it_by_our_clock()
    {
        var time = new ManualTime();
        var counters = new CanaryCounters(time, TimeSpan.FromDays(1));
        counters.Merge(Samples.Peer(), "p", [Counter(10, 1) with { Bucket = 1, BeganSecondsAgo = 400 }, Counter(20, 2) with { Bucket = 40, BeganSecondsAgo = 10 }]);
        Assert.Equal(new CanaryEvidence(20, 2), counters.Within("r", 1, CanarySide.Canary, TimeSpan.FromMinutes(5)));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(default, counters.Within("r", 1, CanarySide.Canary, TimeSpan.FromMinutes(5)));
        Assert.Equal(new CanaryEvidence(30, 3), counters.Total("r", 1, CanarySide.Canary));
    }

    [Fact]
    public void What_is_folded_stays_in_the_total_and_cannot_be_counted_again()
    {
        var time = new ManualTime();
        var counters = new CanaryCounters(time, TimeSpan.FromHours(1));
        counters.Merge(Samples.Peer(), "p", [Counter(10, 1)]);
        time.Advance(TimeSpan.FromHours(2));
        counters.Sweep((_, _) => true);
        counters.Merge(Samples.Peer(), "p", [Counter(10, 1)]);
        Assert.Equal(new CanaryEvidence(10, 1), counters.Total("r", 1, CanarySide.Canary));
        counters.Sweep((_, _) => false);
        Assert.Equal(default, counters.Total("r", 1, CanarySide.Canary));
    }

    private static IEnumerable<CanaryEvidence> Expected(Sent[] sent) =>
        from epoch in new[] { 1, 2 }
        from side in new[] { CanarySide.Stable, CanarySide.Canary }
        let largest = sent.Where(report => report.Epoch == epoch && report.Side == side).GroupBy(report => report with { UpTo = 0 }).Select(counter => (long)counter.Max(report => report.UpTo)).ToList()
        select new CanaryEvidence(largest.Sum(), largest.Sum(upTo => upTo / 2));

    private static List<CanaryEvidence> Sums(Sent[] arrived)
    {
        var counters = new CanaryCounters(new ManualTime(), TimeSpan.FromDays(1));
        foreach (var report in arrived) counters.Merge(Samples.Peer($"pod-{report.Pod}"), $"process-{report.Process}", [report.Counter]);
        return [.. from epoch in new[] { 1, 2 } from side in new[] { CanarySide.Stable, CanarySide.Canary } select counters.Total("r", epoch, side)];
    }

    private static CanaryCounter Counter(long requests, long failures) =>
        new() { RolloutUid = "r", Epoch = 1, Side = CanarySide.Canary, Bucket = 0, BeganSecondsAgo = 1, Requests = requests, Failures = failures };

    private sealed record Sent(int Pod, int Process, int Epoch, CanarySide Side, int Bucket, int UpTo)
    {
        public CanaryCounter Counter => CanaryCountersTests.Counter(UpTo, UpTo / 2) with { Epoch = Epoch, Side = Side, Bucket = Bucket };
    }
}
