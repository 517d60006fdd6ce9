using System.Collections.Concurrent;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Runtime.Queueing;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Runtime.Queueing;

public sealed class ControllerTests : IDisposable
{
    private static readonly ObjectKey A = new("team", "a");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTime time = new();
    private readonly OperatorMetrics metrics = new();
    private readonly WorkQueue queue;
    private readonly CancellationTokenSource stop = new();
    private readonly BlockingCollection<ObjectKey> seen = [];

    public ControllerTests() => queue = new WorkQueue("tiers", time, new Random(1), metrics);

    public void Dispose()
    {
        queue.Dispose();
        stop.Dispose();
        seen.Dispose();
    }

    [Fact]
    public async Task A_failing_key_comes_again_after_its_back_off_and_does_not_disturb_others()
    {
        var failed = new TaskCompletionSource();
        var healed = new TaskCompletionSource();
        var running = Run((key, _) =>
        {
            seen.Add(key);
            if (key != A) return Task.FromResult(ReconcileResult.Done);
            if (failed.TrySetResult()) throw new InvalidOperationException("first time");
            healed.SetResult();
            return Task.FromResult(ReconcileResult.Done);
        });
        queue.Add(A);
        await failed.Task.WaitAsync(Patience);
        queue.Add(new("team", "b"));
        Assert.Equal([A, new("team", "b")], [seen.Take(), seen.Take()]);
        await Idle();
        time.Advance(TimeSpan.FromMilliseconds(5));
        await healed.Task.WaitAsync(Patience);
        await StopAsync(running);
        var text = metrics.Render();
        Assert.Contains("llm_operator_reconciles_total{controller=\"tiers\",result=\"error\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("llm_operator_reconciles_total{controller=\"tiers\",result=\"success\"} 2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_may_ask_for_another_look_later()
    {
        var running = Run((key, _) =>
        {
            seen.Add(key);
            return Task.FromResult(ReconcileResult.After(TimeSpan.FromSeconds(30)));
        });
        queue.Add(A);
        seen.Take();
        await Idle();
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(A, seen.Take());
        await StopAsync(running);
    }

    [Fact]
    public async Task A_reconcile_that_hangs_is_cancelled_and_tried_again()
    {
        var running = Run(async (key, cancellation) =>
        {
            seen.Add(key);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
            return ReconcileResult.Done;
        });
        queue.Add(A);
        seen.Take();
        time.Advance(TimeSpan.FromMinutes(2));
        await Idle();
        time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(A, seen.Take());
        stop.Cancel();
        time.Advance(TimeSpan.FromSeconds(10));
        await running.WaitAsync(Patience);
        Assert.Contains("result=\"timeout\"} 1\n", metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_lets_a_running_reconcile_end_and_takes_no_further_key()
    {
        var finish = new TaskCompletionSource();
        var running = Run(async (key, cancellation) =>
        {
            seen.Add(key, cancellation);
            await finish.Task;
            cancellation.ThrowIfCancellationRequested();
            return ReconcileResult.Done;
        }, workers: 1);
        queue.Add(A);
        seen.Take();
        queue.Add(new("team", "b"));
        stop.Cancel();
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(running.IsCompleted);
        finish.SetResult();
        await running.WaitAsync(Patience);
        Assert.Empty(seen);
        Assert.Contains("result=\"success\"} 1\n", metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eight_workers_never_share_a_key_and_see_every_last_change()
    {
        var written = new int[5];
        var read = new int[5];
        var inside = new int[5];
        var overlaps = 0;
        var running = Run(async (key, _) =>
        {
            var i = key.Name[0] - '0';
            if (Interlocked.Increment(ref inside[i]) > 1) Interlocked.Increment(ref overlaps);
            var value = Volatile.Read(ref written[i]);
            await Task.Yield();
            Volatile.Write(ref read[i], value);
            Interlocked.Decrement(ref inside[i]);
            return ReconcileResult.Done;
        }, workers: 8);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            for (var n = 0; n < 5000; n++)
            {
                Interlocked.Increment(ref written[(n + w) % 5]);
                queue.Add(new("team", $"{(n + w) % 5}"));
            }
        })));
        await Idle();
        await StopAsync(running);
        Assert.Equal(0, overlaps);
        Assert.Equal(written, read);
    }

    private Task Run(Func<ObjectKey, CancellationToken, Task<ReconcileResult>> reconcile, int workers = 2) =>
        new Controller("tiers", queue, reconcile, new ControllerOptions { Workers = workers }, time, NullLogger.Instance, metrics).RunAsync(stop.Token);

    private async Task StopAsync(Task running)
    {
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    private async Task Idle()
    {
        while (queue.Depth > 0 || queue.Working > 0) await Task.Yield();
    }
}
