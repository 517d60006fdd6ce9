using FsCheck;
using FsCheck.Fluent;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.State;

public sealed class RetryBudgetTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void Twenty_percent_of_the_last_10_s_may_be_retries()
    {
        var budget = new RetryBudget(time);
        Count(budget, 100);
        Assert.Equal(20, Withdraw(budget, 100, minPerSecond: 0));
        time.Advance(TimeSpan.FromSeconds(5));
        Count(budget, 50);
        Assert.Equal(10, Withdraw(budget, 100, minPerSecond: 0));
    }

    [Fact]
    public void What_is_older_than_10_s_no_longer_counts()
    {
        var budget = new RetryBudget(time);
        Count(budget, 100);
        Assert.Equal(20, Withdraw(budget, 100, minPerSecond: 0));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, Withdraw(budget, 100, minPerSecond: 0));
        Count(budget, 10);
        Assert.Equal(2, Withdraw(budget, 100, minPerSecond: 0));
    }

    [Fact]
    public void A_quiet_tier_may_retry_the_minimum_each_second()
    {
        var budget = new RetryBudget(time);
        for (var second = 0; second < 20; second++, time.Advance(TimeSpan.FromSeconds(1))) Assert.Equal(10, Withdraw(budget, 50, minPerSecond: 10));
    }

    [Fact]
    public void Never_more_than_the_share_plus_the_minimum_in_any_window()
    {
        var seconds = Gen.Choose(0, 60).Zip(Gen.Choose(0, 60)).ListOf(40);
        Check.QuickThrowOnFailure(Prop.ForAll(seconds.ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (load, percent, minimum) =>
        {
            var budget = new RetryBudget(time);
            List<(int Requests, int Retries)> history = [];
            foreach (var (requests, wanted) in load)
            {
                Count(budget, requests);
                history.Add((requests, Withdraw(budget, wanted, minimum, percent)));
                time.Advance(TimeSpan.FromSeconds(1));
                var window = history.TakeLast(10).ToList();
                if (window.Sum(s => s.Retries) > Math.Max(window.Sum(s => s.Requests), LargestWindow(history)) * percent / 100 + (minimum * 10)) return false;
            }
            return true;
        }));
    }

    [Fact]
    public async Task Counts_are_right_under_concurrency()
    {
        var budget = new RetryBudget(time);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Count(budget, 2_500))));
        var granted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Withdraw(budget, 2_500, minPerSecond: 0))));
        Assert.Equal(2_000, granted.Sum());
    }

    // A share granted while the window was busier stays spent when it empties.
    private static int LargestWindow(List<(int Requests, int Retries)> history) =>
        Enumerable.Range(0, history.Count).Max(i => history.Skip(Math.Max(0, i - 9)).Take(Math.Min(i + 1, 10)).Sum(s => s.Requests));

    private static void Count(RetryBudget budget, int times)
    {
        for (var i = 0; i < times; i++) budget.CountRequest();
    }

    private static int Withdraw(RetryBudget budget, int times, int minPerSecond, int percent = 20) =>
        Enumerable.Range(0, times).Count(_ => budget.TryWithdraw(percent, minPerSecond));
}
