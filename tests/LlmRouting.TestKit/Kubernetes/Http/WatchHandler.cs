using LlmRouting.TestKit.Kubernetes.Presentation;
using LlmRouting.TestKit.Kubernetes.Selectors;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Watch;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Opens watches and ends them: timeoutSeconds, faults, shutdown.</summary>
public sealed class WatchHandler(ObjectDatabase database, TimeProvider time, WatchGate gate, TimeSpan bookmarkInterval, Presenters presenters)
{
    public async Task HandleAsync(ApiCall call)
    {
        var options = WatchOptions.Of(call);
        WatchChecks.Refuse(call, options);
        var presenter = presenters.For(call);
        var filter = ObjectFilter.Of(call);
        call.Http.Response.ContentType = presenter.ContentType;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, gate.Token);
        using var limit = options.Timeout is { } timeout ? new CancellationTokenSource(timeout, time) : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, limit.Token);
        await call.Http.Response.Body.FlushAsync(call.Aborted);
        var stream = new WatchStream(database, database.Table(call.Type), call.Type, filter, presenter, call.Http.Response.BodyWriter, gate);
        try
        {
            await stream.RunAsync(options, () => Task.Delay(bookmarkInterval, time, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ends.IsCancellationRequested)
        {
            await stream.CloseAsync(options, call.Aborted);
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            // The stream ends cleanly: a last chunk and nothing said.
            await call.Http.Response.CompleteAsync();
        }
    }
}
