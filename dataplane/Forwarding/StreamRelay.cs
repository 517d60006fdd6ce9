using System.Buffers;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>
/// Copies a stream of server-sent events: reads, looks at every complete event, lets complete events leave at once. Until the first choice
/// nothing is sent, so that the attempt may still be repeated; afterwards a failure ends in an error event and a clean end.
/// </summary>
public sealed class StreamRelay(Attempt attempt) : IDisposable
{
    /// <summary>A single event larger than this many bytes ends the attempt.</summary>
    public const int MaxEventBytes = 4 * 1024 * 1024;

    public const string ContentType = "text/event-stream";

    private readonly HttpResponse client = attempt.Request.Http.Response;
    private readonly StreamTally tally = new(attempt.Request);
    private readonly PooledBuffer buffer = new(4096);
    private StreamOpening opening = new(attempt.Request.Body.Dialect);
    private SseFramer framer;
    private bool committed;
    private bool clientGone;
    private long firstTokenAt;
    private FailureKind failure;

    public async ValueTask<AttemptResult> RunAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var upstream = await response.Content.ReadAsStreamAsync(cancellation);
        for (var read = -1; read != 0 && failure == FailureKind.None && !clientGone;)
        {
            try
            {
                Took(read = await ReadAsync(upstream, cancellation));
            }
            catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
            {
                BrokeOff();
                read = 0;
            }

            if (!committed) TryCommit();
            if (committed && Emit()) await FlushAsync(cancellation);
            if (buffer.Length > MaxEventBytes) failure = FailureKind.Unparsable;
        }

        return await EndAsync(cancellation);
    }

    /// <summary>Keeps caches and nginx from holding events back (S2.9).</summary>
    public static void WriteHeaders(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-cache";
        headers["X-Accel-Buffering"] = "no";
    }

    public void Dispose()
    {
        buffer.Dispose();
        tally.Dispose();
    }

    // No method of its own awaits: a stream waits here for each of its events, and a frame in between would be garbage each time.
    private ValueTask<int> ReadAsync(Stream upstream, CancellationToken cancellation)
    {
        if (committed) attempt.Clock.Arm(FailureKind.IdleTimeout, attempt.Candidate.Tier.Snapshot.Timeouts.Idle);
        return upstream.ReadAsync(buffer.GetMemory(2048), cancellation);
    }

    private void Took(int read)
    {
        buffer.Advance(read);
        if (read == 0) CloseTail();
    }

    private void BrokeOff()
    {
        var why = attempt.FailedWith(committed ? FailureKind.Truncated : FailureKind.Reset);
        clientGone = why.End == AttemptEnd.ClientGone;
        if (!tally.Ended) failure = why.Failure;
    }

    // A server may leave out the last blank line. A tail that is not whole is dropped: half an event helps nobody.
    private void CloseTail()
    {
        if (buffer.Length == 0) return;
        if (StreamEvent.Read(attempt.Request.Body.Dialect, buffer.Span).IsGarbage) return;
        buffer.Write("\n\n"u8);
    }

    private void TryCommit()
    {
        opening.Look(buffer.Span);
        if (failure == FailureKind.None) failure = opening.Failure;
        if (failure == FailureKind.None && opening.HasChoice) Commit();
    }

    private void Commit()
    {
        committed = true;
        firstTokenAt = attempt.Time.GetTimestamp();
        attempt.Commit(StatusCodes.Status200OK, ContentType);
        WriteHeaders(client.Headers);
        if (attempt.Candidate.Tier.HasPrices && client.SupportsTrailers()) client.DeclareTrailer("x-llm-cost");
    }

    // Moves complete events to the client's buffer, except the usage it did not ask for. True when there is something to flush.
    private bool Emit()
    {
        var (at, wrote) = (0, false);
        while (failure == FailureKind.None && framer.Next(buffer.Span[at..]) is var length and > 0)
        {
            var text = buffer.Span.Slice(at, length);
            var seen = StreamEvent.Read(attempt.Request.Body.Dialect, text);
            if (seen.IsError) failure = FailureKind.ErrorEvent;
            if (seen.IsAborted) failure = FailureKind.Truncated;
            if (seen.IsGarbage) failure = FailureKind.Unparsable;
            at += length;
            if (seen.IsGarbage || seen.IsAborted || !tally.Count(seen, text)) continue;
            client.BodyWriter.Write(text);
            wrote = true;
        }

        buffer.Consume(at);
        return wrote;
    }

    // A client that takes nothing for as long as the upstream may be silent is let go; its stall is not the upstream's failure.
    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        var stalled = false;
        try
        {
            var flush = client.BodyWriter.FlushAsync(cancellation);
            stalled = !flush.IsCompleted;
            if (stalled) attempt.Clock.Arm(FailureKind.IdleTimeout, attempt.Candidate.Tier.Snapshot.Timeouts.Idle);
            clientGone = (await flush).IsCompleted;
        }
        catch (OperationCanceledException) when (stalled)
        {
            clientGone = true;
            client.HttpContext.Abort();
        }
        catch (OperationCanceledException)
        {
            // Time ran out, or the client left, since the event was read.
            BrokeOff();
        }
    }

    private async ValueTask<AttemptResult> EndAsync(CancellationToken cancellation)
    {
        if (failure == FailureKind.None && !(committed && tally.Ended)) failure = FailureKind.Truncated;
        if (clientGone) return Ended(AttemptEnd.ClientGone, FailureKind.None);
        if (!committed) return opening.Error is { } error ? await UpstreamErrors.OfEventAsync(attempt, error, cancellation) : AttemptResult.Fail(failure, 200);
        if (failure == FailureKind.None) return Ended(AttemptEnd.Answered, failure);
        if (failure != FailureKind.ErrorEvent) client.BodyWriter.Write(StreamFailure.Event(failure, attempt.Request.Body.Dialect));
        await client.BodyWriter.FlushAsync(CancellationToken.None);
        return Ended(AttemptEnd.Broken, failure);
    }

    private AttemptResult Ended(AttemptEnd end, FailureKind kind)
    {
        var usage = tally.Usage;
        if (committed && client.SupportsTrailers() && AnswerHead.CostText(attempt.Candidate, usage) is { } cost) client.AppendTrailer("x-llm-cost", cost);
        return new AttemptResult(end, kind)
        {
            UpstreamStatus = 200,
            Usage = usage,
            FinishReason = tally.FinishReason,
            FirstTokenAt = firstTokenAt,
            Recorded = end == AttemptEnd.Answered ? tally.Recorded : null,
        };
    }
}
