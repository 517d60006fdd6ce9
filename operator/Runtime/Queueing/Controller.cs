using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Runtime.Queueing;

/// <summary>Workers that take keys from a queue and reconcile them. A reconcile that throws is logged and tried again after its key's back-off.</summary>
public sealed class Controller(
    string name, WorkQueue queue, Func<ObjectKey, CancellationToken, Task<ReconcileResult>> reconcile, ControllerOptions options,
    TimeProvider time, ILogger logger, OperatorMetrics metrics)
{
    /// <summary>Works until told to stop; then takes no further key, lets running reconciles end within the grace, and cancels the rest.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var grace = stop.Register(() => abort.CancelAfter(options.Grace));
        await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => Task.Run(() => WorkAsync(stop, abort.Token), CancellationToken.None)));
    }

    private async Task WorkAsync(CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            ObjectKey key;
            try
            {
                key = await queue.TakeAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await WorkAsync(key, abort);
        }
    }

    private async Task WorkAsync(ObjectKey key, CancellationToken abort)
    {
        var start = time.GetTimestamp();
        using var late = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, abort);
        try
        {
            Finish(key, await reconcile(key, either.Token), time.GetElapsedTime(start));
        }
        catch (Exception) when (abort.IsCancellationRequested)
        {
            // Whoever runs next reconciles everything from the start.
            metrics.Reconciled(name, "aborted", time.GetElapsedTime(start));
        }
        catch (Exception e)
        {
            Fail(key, e, late.IsCancellationRequested, time.GetElapsedTime(start));
        }
        finally
        {
            queue.Done(key);
        }
    }

    private void Finish(ObjectKey key, ReconcileResult result, TimeSpan took)
    {
        queue.Forget(key);
        if (result.Again is { } delay) queue.AddAfter(key, delay);
        metrics.Reconciled(name, result.Again is null ? "success" : "requeue_after", took);
    }

    private void Fail(ObjectKey key, Exception e, bool late, TimeSpan took)
    {
        var delay = queue.Retry(key, (e as KubernetesException)?.RetryAfter ?? TimeSpan.Zero);
        metrics.Reconciled(name, late ? "timeout" : "error", took);
        if (late) logger.ReconcileLate(name, key, options.Timeout, delay);
        else if (e is KubernetesException known) logger.ReconcileRefused(known.IsConflict ? LogLevel.Debug : LogLevel.Warning, name, key, e.Message, delay);
        else logger.ReconcileFailed(e, name, key, delay);
    }
}
