using System.Globalization;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Reads a whole JSON answer, makes sure that it is one, and only then lets the client have it.</summary>
public static class UnaryRelay
{
    /// <summary>Larger answers than this many bytes are not read.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    // What an upstream says it will send is no reason to set aside that much.
    private const int FirstBuffer = 64 * 1024;

    public static async ValueTask<AttemptResult> RunAsync(Attempt attempt, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > MaxBytes) return AttemptResult.Fail(FailureKind.TooLarge, (int)response.StatusCode);
        // One more than the answer has, so that its end is found without a larger buffer.
        using var body = new PooledBuffer((int)Math.Clamp(response.Content.Headers.ContentLength + 1 ?? 4096, 1024, FirstBuffer));
        if (await ReadAsync(attempt, response, body, cancellation) is var failure and not FailureKind.None) return attempt.FailedWith(failure, (int)response.StatusCode);

        if (body.Length >= LongWork.Bytes) await Task.Yield();
        var answer = UnaryAnswer.Read(body.Span);
        if (!answer.IsAnswer) return AttemptResult.Fail(FailureKind.Unparsable, (int)response.StatusCode);
        if (answer.FinishReason == FinishReasons.Abort) return AttemptResult.Fail(FailureKind.Truncated, (int)response.StatusCode);

        var usage = answer.Usage ?? Estimate(attempt.Request.Body, body.Length);
        if (!await TryWriteAsync(attempt, body, usage, cancellation)) return Unwritten(attempt) with { Usage = usage };
        return new AttemptResult(AttemptEnd.Answered)
        {
            UpstreamStatus = (int)response.StatusCode,
            Usage = usage,
            FinishReason = answer.FinishReason,
            Recorded = attempt.Request.Record ? body.Span.ToArray() : null,
        };
    }

    // Time may have run out, or the client have left, since the answer was read.
    private static AttemptResult Unwritten(Attempt attempt)
    {
        var client = attempt.Request.Http.Response;
        if (client.HasStarted) return AttemptResult.Gone;
        client.Headers.Clear();
        return attempt.FailedWith(FailureKind.TotalTimeout);
    }

    private static Usage Estimate(ParsedRequest request, int bytes) =>
        new(request.EstimatedPromptTokens, request.Dialect == Dialect.Embeddings ? 0 : bytes / 8, Estimated: true);

    private static async ValueTask<bool> TryWriteAsync(Attempt attempt, PooledBuffer body, Usage usage, CancellationToken cancellation)
    {
        attempt.Commit(StatusCodes.Status200OK, "application/json");
        var client = attempt.Request.Http.Response;
        client.ContentLength = body.Length;
        if (AnswerHead.CostText(attempt.Candidate, usage) is { } cost) client.Headers["x-llm-cost"] = cost;
        try
        {
            await client.BodyWriter.WriteAsync(body.Memory, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async ValueTask<FailureKind> ReadAsync(Attempt attempt, HttpResponseMessage response, PooledBuffer body, CancellationToken cancellation)
    {
        try
        {
            await using var upstream = await response.Content.ReadAsStreamAsync(cancellation);
            for (var held = FirstBuffer; await upstream.ReadAsync(body.GetMemory(), cancellation) is var read and > 0;)
            {
                body.Advance(read);
                if (body.Length > MaxBytes) return FailureKind.TooLarge;
                if (body.Length <= held) continue;
                // The buffer doubles. Small answers are bounded by the number of requests.
                if (attempt.Request.Ticket.TryHoldMore(held) is not null) return FailureKind.Overloaded;
                held *= 2;
            }

            return FailureKind.None;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return FailureKind.Reset;
        }
    }
}
