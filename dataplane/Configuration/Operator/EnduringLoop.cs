using LlmRouting.DataPlane.Metrics.Logging;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Runs a loop that must not end: a fault of our own is logged, and the loop begins again after a wait.</summary>
public sealed class EnduringLoop(string name, Func<CancellationToken, Task> loop, TimeProvider time, Random chance, ILogger<EnduringLoop> log)
{
    private static readonly TimeSpan Sound = TimeSpan.FromMinutes(1);

    private readonly Backoff backoff = new(chance);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                await loop(stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                log.LoopCrashed(e, name);
            }
            catch (OperationCanceledException)
            {
                // Asked to.
                return;
            }

            if (time.GetElapsedTime(began) > Sound) backoff.Reset();
            await Task.Delay(backoff.Next(), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
