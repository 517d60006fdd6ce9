using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Decides who is to blame for an answer that is not a 2xx, or is an error in spite of it.</summary>
public static class UpstreamErrors
{
    private const int MaxBytes = 64 * 1024;

    public static async ValueTask<AttemptResult> ReadAsync(Attempt attempt, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (KindOf(status) is var kind and not FailureKind.None) return AttemptResult.Fail(kind, status, RetryAfterOf(response, attempt.Time));

        using var body = new PooledBuffer(4096);
        if (!await TryReadAsync(response, body, cancellation)) return attempt.FailedWith(FailureKind.Reset);
        return await JudgeAsync(attempt, status, ErrorBody.Read(body.Memory), body.Memory, cancellation);
    }

    /// <summary>An error event in place of a stream's first choice. vLLM and SGLang send 200 before they look at the request, so it may be the client's own fault.</summary>
    /// <param name="data">The event's data.</param>
    public static ValueTask<AttemptResult> OfEventAsync(Attempt attempt, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var error = ErrorBody.Read(data);
        var isRefusal = error.Status is 400 or 413 or 422 && !EngineErrors.Says(error.Message);
        return isRefusal || ContextErrors.Says(error)
            ? JudgeAsync(attempt, isRefusal ? error.Status : 400, error, data, cancellation)
            : new(AttemptResult.Fail(FailureKind.ErrorEvent, 200));
    }

    private static async ValueTask<AttemptResult> JudgeAsync(Attempt attempt, int status, ErrorBody error, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (ContextErrors.Says(error)) return AttemptResult.Fail(FailureKind.ContextExceeded, status);
        if (StandsIn(attempt)) return AttemptResult.Fail(FailureKind.Refused, status);
        await RelayAsync(attempt, status, Shape(error, body), cancellation);
        return new AttemptResult(AttemptEnd.Answered) { UpstreamStatus = status };
    }

    // What another server would have taken is no mistake of the client's. A prompt that only was too long for the other is this one's to judge.
    private static bool StandsIn(Attempt attempt) => attempt.Candidate.Role == CandidateRole.Fallback && attempt.Request.LastFailure != FailureKind.ContextExceeded;

    /// <summary>None: the client's own request deserves it. We choose address, path, model and credentials, and pay for it, so 401 to 405 and redirects are not the client's.</summary>
    public static FailureKind KindOf(int status) => status switch
    {
        429 => FailureKind.TooManyRequests,
        503 => FailureKind.Unavailable,
        >= 500 or 408 => FailureKind.ServerError,
        < 400 or 401 or 402 or 403 or 404 or 405 or 407 => FailureKind.Misconfigured,
        _ => FailureKind.None,
    };

    private static async ValueTask RelayAsync(Attempt attempt, int status, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        attempt.Commit(status, "application/json");
        var response = attempt.Request.Http.Response;
        try
        {
            await response.BodyWriter.WriteAsync(body, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The client left while being told of its own mistake; there is nobody to tell about that.
            response.HttpContext.Abort();
        }
    }

    private static ReadOnlyMemory<byte> Shape(in ErrorBody error, ReadOnlyMemory<byte> body) => error.Shape switch
    {
        ErrorShape.Wrapped => body,
        ErrorShape.Bare => (byte[])[.. "{\"error\":"u8, .. body.Span, .. "}"u8],
        _ => ErrorWriter.Bytes(Refusal.Invalid("upstream_refused", error.Message ?? "The model's server refused the request and did not say why.")),
    };

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };

    private static async ValueTask<bool> TryReadAsync(HttpResponseMessage response, PooledBuffer body, CancellationToken cancellation)
    {
        try
        {
            await using var upstream = await response.Content.ReadAsStreamAsync(cancellation);
            while (body.Length < MaxBytes && await upstream.ReadAsync(body.GetMemory(1024), cancellation) is var read and > 0) body.Advance(read);
            return true;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
