using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Runtime.Queueing;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Runtime.Queueing;

public sealed class WorkQueueTests : IDisposable
{
    private static readonly ObjectKey A = new("team", "a");
    private static readonly ObjectKey B = new("team", "b");

    private readonly ManualTime time = new();
    private readonly OperatorMetrics metrics = new();
    private readonly WorkQueue queue;

    public WorkQueueTests() => queue = new WorkQueue("tiers", time, new Random(1), metrics);

    public void Dispose() => queue.Dispose();

    [Fact]
    public void Added_twice_before_it_is_taken_is_taken_once()
    {
        queue.Add(A);
        queue.Add(A);
        Assert.Equal(A, Take());
        Assert.Equal(0, queue.Depth);
    }

    [Fact]
    public void First_come_first_served()
    {
        queue.Add(B);
        queue.Add(A);
        Assert.Equal([B, A], [Take(), Take()]);
    }

    [Fact]
    public void A_change_during_the_work_waits_for_its_end_and_is_not_lost()
    {
        queue.Add(A);
        Take();
        queue.Add(A);
        Assert.Equal(0, queue.Depth);
        queue.Done(A);
        Assert.Equal(A, Take());
    }

    [Fact]
    public async Task Whoever_waits_gets_the_next_key()
    {
        var waiting = queue.TakeAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        queue.Add(A);
        Assert.Equal(A, await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_delayed_key_comes_when_it_is_due_and_not_before()
    {
        queue.AddAfter(A, TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(2.999));
        Assert.Equal(0, queue.Depth);
        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(1, queue.Depth);
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    public void Of_two_delays_the_earlier_is_kept_and_comes_once(int first, int second)
    {
        queue.AddAfter(A, TimeSpan.FromSeconds(first));
        queue.AddAfter(A, TimeSpan.FromSeconds(second));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(A, Take());
        queue.Done(A);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, queue.Depth);
    }

    [Fact]
    public void Delays_without_end_are_no_delay()
    {
        queue.AddAfter(A, TimeSpan.Zero);
        Assert.Equal(A, Take());
    }

    [Fact]
    public void Back_off_doubles_from_5_ms_to_5_minutes_and_loses_at_most_a_fifth_by_chance()
    {
        for (var failure = 1; failure <= 40; failure++)
        {
            var nominal = Math.Min(5 * Math.Pow(2, failure - 1), 300_000);
            Assert.InRange(queue.Retry(A).TotalMilliseconds, Math.Max(5, 0.8 * nominal), nominal);
        }
    }

    [Fact]
    public void Back_offs_of_two_keys_have_nothing_to_do_with_each_other_and_end_when_forgotten()
    {
        for (var i = 0; i < 10; i++) queue.Retry(A);
        Assert.Equal(5, queue.Retry(B).TotalMilliseconds);
        queue.Forget(A);
        Assert.Equal(5, queue.Retry(A).TotalMilliseconds);
    }

    [Fact]
    public void A_longer_time_that_the_API_asked_for_wins_over_the_back_off()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), queue.Retry(A, TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void Says_how_deep_it_is_how_long_keys_wait_and_how_long_work_takes()
    {
        queue.Add(A);
        queue.Add(B);
        time.Advance(TimeSpan.FromSeconds(2));
        Take();
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((1, 1, 4.0), (queue.Depth, queue.Working, queue.LongestWork.TotalSeconds));
        queue.Done(A);
        var text = metrics.Render();
        Assert.Contains("workqueue_adds_total{name=\"tiers\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("workqueue_depth{name=\"tiers\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("workqueue_queue_duration_seconds_sum{name=\"tiers\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("workqueue_work_duration_seconds_sum{name=\"tiers\"} 4\n", text, StringComparison.Ordinal);
    }

    private ObjectKey Take()
    {
        var take = queue.TakeAsync(CancellationToken.None);
        Assert.True(take.IsCompletedSuccessfully, "no key is ready");
        return take.Result;
    }
}
