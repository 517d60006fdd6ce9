using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

public sealed class EnduringLoopTests
{
    [Fact]
    public async Task A_loop_that_throws_says_so_and_begins_again_until_it_is_stopped()
    {
        var time = new ManualTime();
        using var log = new LogCapture();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var stopping = new CancellationTokenSource();
        var begun = 0;
        async Task LoopAsync(CancellationToken cancellation)
        {
            if (++begun < 3) throw new InvalidOperationException($"fault {begun}");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }

        var running = new EnduringLoop("reports", LoopAsync, time, new Random(1), factory.CreateLogger<EnduringLoop>()).RunAsync(stopping.Token);
        Assert.Equal(1, begun);
        await Eventually.IsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return begun == 3;
            },
            () => log.Text);
        Assert.Contains("fault 1", log.Text, StringComparison.Ordinal);
        Assert.Contains("(reports)", log.Text, StringComparison.Ordinal);
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task After_a_minute_without_a_fault_the_next_one_is_waited_for_as_the_first()
    {
        var time = new ManualTime();
        using var stopping = new CancellationTokenSource();
        var begun = 0;
        async Task LoopAsync(CancellationToken cancellation)
        {
            await Task.Delay(++begun < 8 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(2), time, cancellation);
            throw new InvalidOperationException("fault");
        }

        // Off the test's own context, so that a step is over when Advance returns.
        var running = Task.CompletedTask;
        await Task.Run(() => { running = new EnduringLoop("reports", LoopAsync, time, new Random(1), NullLogger<EnduringLoop>.Instance).RunAsync(stopping.Token); });
        while (begun < 8) time.Advance(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromMinutes(2));
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(9, begun);
        await stopping.CancelAsync();
        await running;
    }
}
