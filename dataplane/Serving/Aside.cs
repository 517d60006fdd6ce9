using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Metrics.Logging;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Serving;

/// <summary>What answers beside the request path share: an x-request-id, and OpenAI's shape for a fault of the router's own.</summary>
public sealed class Aside(RequestIdCodec ids, ILogger<Aside> log)
{
    public RequestDelegate Around(RequestDelegate handle) => async http =>
    {
        // It names the moment and no caller, so nobody can vote on it.
        var id = ids.Write("", "", SplitSide.None, 0, "");
        http.Response.Headers["x-request-id"] = id;
        try
        {
            await handle(http);
        }
        catch (Exception e) when (e is IOException || http.RequestAborted.IsCancellationRequested)
        {
            // The client's connection broke; there is nobody to tell.
            http.Abort();
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            log.RequestCrashed(e, id);
            await ErrorWriter.WriteAsync(http.Response, RequestPipeline.Unexpected);
        }
    };
}
