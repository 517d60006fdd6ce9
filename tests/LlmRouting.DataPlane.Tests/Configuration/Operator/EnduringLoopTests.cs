using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging;

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
}
