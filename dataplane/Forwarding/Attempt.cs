using System.Net;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>One request to one endpoint: .NET's HTTP client sends, we read the answer.</summary>
public sealed class Attempt(ForwardRequest request, Candidate candidate, BreakerPermit permit, int number, AttemptClock clock, TimeProvider time)
{
    private HttpRequestMessage? sent;

    public ForwardRequest Request => request;
    public Candidate Candidate => candidate;
    public AttemptClock Clock => clock;
    public TimeProvider Time => time;

    /// <summary>Whether an answer's headers have arrived.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>False where a connection that had served others broke, as one does that its server closes while we write.</summary>
    public bool FailedOnItsOwnConnection => sent is not null && UpstreamRequest.FailedOnItsOwn(sent);

    public async ValueTask<AttemptResult> RunAsync(HttpMessageInvoker client, Uri target, ReadOnlyMemory<byte> body)
    {
        sent = Message(target, body);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(sent, clock.Token);
        }
        catch (Exception e)
        {
            // Nothing of the client's can throw here: whatever it is, this server did not answer, and another may.
            return FailedWith(SendFailure.KindOf(e)) with { Cause = e.GetBaseException().Message };
        }

        IsAnswered = true;
        using (response) return await ReadAsync(response, clock.Token);
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

    // What is sent is spliced already, so headers and body leave in one write.
    private HttpRequestMessage Message(Uri target, ReadOnlyMemory<byte> body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(body),
        };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        UpstreamHeaders.Write(request.Http.Request, message.Headers, candidate.Tier.Authorization, candidate.Tier.Snapshot.Managed ? request.Head.RequestId : null);
        return message;
    }

    private ValueTask<AttemptResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode) return UpstreamErrors.ReadAsync(this, response, cancellation);
        return request.Body.Stream ? StreamAsync(response, cancellation) : UnaryRelay.RunAsync(this, response, cancellation);
    }

    private async ValueTask<AttemptResult> StreamAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var relay = new StreamRelay(this);
        return await relay.RunAsync(response, cancellation);
    }
}
