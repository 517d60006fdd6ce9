using LlmRouting.DataPlane.Upstreams;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>
/// One request to one endpoint. YARP sends; we read the answer ourselves and always return false, so that YARP's copier, which would
/// reset the client after a cut, never runs.
/// </summary>
public sealed class Attempt(ForwardRequest request, Candidate candidate, Uri target, BreakerPermit permit, int number, AttemptClock clock, TimeProvider time)
    : HttpTransformer
{
    private HttpRequestMessage? sent;

    public ForwardRequest Request => request;
    public Candidate Candidate => candidate;
    public AttemptClock Clock => clock;
    public TimeProvider Time => time;

    /// <summary>YARP wants a prefix; the whole address is set on the message.</summary>
    public string Prefix => target.OriginalString;

    /// <summary>Null until an answer's headers have arrived.</summary>
    public AttemptResult? Result { get; private set; }

    /// <summary>False where a connection that had served others broke, as one does that its server closes while we write.</summary>
    public bool FailedOnItsOwnConnection => sent is not null && UpstreamRequest.FailedOnItsOwn(sent);

    public override ValueTask TransformRequestAsync(HttpContext http, HttpRequestMessage message, string destinationPrefix, CancellationToken cancellation)
    {
        sent = message;
        message.RequestUri = target;
        UpstreamHeaders.Write(http.Request, message.Headers, candidate.Tier.Authorization, candidate.Tier.Snapshot.Managed ? request.Head.RequestId : null);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext http, HttpResponseMessage? response, CancellationToken cancellation)
    {
        if (response is null) return false;
        http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        Result = !response.IsSuccessStatusCode ? await UpstreamErrors.ReadAsync(this, response, cancellation)
            : request.Body.Stream ? await StreamAsync(response, cancellation)
            : await UnaryRelay.RunAsync(this, response, cancellation);
        return false;
    }

    private async ValueTask<AttemptResult> StreamAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var relay = new StreamRelay(this);
        return await relay.RunAsync(response, cancellation);
    }

    /// <summary>Writes the head of a committed answer.</summary>
    public void Commit(int status, string contentType)
    {
        var response = request.Http.Response;
        response.StatusCode = status;
        if (status is >= 200 and < 300) permit.Begun();
        response.ContentType = contentType;
        request.Head.WriteTo(response, candidate, number, request.Overhead.GetValueOrDefault());
    }

    /// <summary>What an exception while talking to the upstream means, when the client is still there and no clock ran out.</summary>
    /// <param name="status">What the upstream had answered by then; 0: nothing.</param>
    public AttemptResult FailedWith(FailureKind otherwise, int status = 0) =>
        request.Http.RequestAborted.IsCancellationRequested ? AttemptResult.GoneAfter(request)
        : clock.Expired is var expired and not FailureKind.None ? AttemptResult.Fail(expired, status)
        : AttemptResult.Fail(otherwise, status);
}
