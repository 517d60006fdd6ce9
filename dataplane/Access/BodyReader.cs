using System.Buffers;
using System.IO.Pipelines;
using LlmRouting.DataPlane.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LlmRouting.DataPlane.Access;

/// <summary>Reads a whole request body once, within the ticket's bytes and 30 s.</summary>
public sealed class BodyReader(TimeProvider time)
{
    /// <summary>How long a client may take to send a body.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private const int FirstBuffer = 64 << 10;

    private static readonly Refusal TooSlow = new(408, "invalid_request_error", "request_timeout", "The request body did not arrive within 30 s.");

    private static readonly Refusal Encoded = new(
        415, "invalid_request_error", "unsupported_content_encoding", "The request body must not be compressed: send it without Content-Encoding.");

    /// <summary>Throws only what a client that left causes: <see cref="OperationCanceledException"/> of <paramref name="cancel"/>, or an <see cref="IOException"/> of the connection.</summary>
    public ValueTask<BodyRead> ReadAsync(HttpRequest request, AdmissionTicket ticket, CancellationToken cancel) =>
        IsIdentity(request.Headers.ContentEncoding) ? ReadAsync(request.BodyReader, request.ContentLength, ticket, cancel) : new(new BodyRead(null, Encoded));

    /// <param name="contentLength">As declared; only sizes the first buffer.</param>
    public async ValueTask<BodyRead> ReadAsync(PipeReader pipe, long? contentLength, AdmissionTicket ticket, CancellationToken cancel)
    {
        var filling = new Filling(ticket, contentLength);
        try
        {
            // Most bodies are here already; only the others cost a timer.
            while (pipe.TryRead(out var ready))
            {
                if (filling.Take(pipe, ready)) return filling.Finish();
            }
            return await ReadSlowlyAsync(pipe, filling, cancel);
        }
        catch (BadHttpRequestException e)
        {
            return new(null, Malformed(e, ticket));
        }
        finally
        {
            filling.Dispose();
        }
    }

    private async ValueTask<BodyRead> ReadSlowlyAsync(PipeReader pipe, Filling filling, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            while (!filling.Take(pipe, await pipe.ReadAsync(either.Token))) { }
            return filling.Finish();
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return new(null, TooSlow);
        }
    }

    private static bool IsIdentity(StringValues encodings) => encodings.Count == 0 || (encodings.Count == 1 && encodings[0] is null or "" or "identity");

    private static Refusal Malformed(BadHttpRequestException e, AdmissionTicket ticket) => e.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => ticket.TooLarge,
        StatusCodes.Status408RequestTimeout => TooSlow,
        _ => Refusal.Invalid("malformed_body", "The request body broke off or its framing is wrong."),
    };

    /// <summary>A rented buffer that grows; what it holds counts on the ticket.</summary>
    private sealed class Filling(AdmissionTicket ticket, long? contentLength) : IDisposable
    {
        private byte[] buffer = [];
        private int length;
        private Refusal? refusal;

        /// <summary>True when there is nothing more to read.</summary>
        public bool Take(PipeReader pipe, ReadResult read)
        {
            var bytes = read.Buffer;
            refusal = length + bytes.Length > ticket.MaxBodyBytes ? ticket.TooLarge : MakeRoom((int)Math.Min(bytes.Length, int.MaxValue - length));
            if (refusal is null)
            {
                bytes.CopyTo(buffer.AsSpan(length));
                length += (int)bytes.Length;
            }
            pipe.AdvanceTo(bytes.End);
            return refusal is not null || read.IsCompleted;
        }

        public BodyRead Finish()
        {
            if (refusal is not null) return new(null, refusal);
            var body = new PooledBody(buffer, length);
            buffer = [];
            return new(body, null);
        }

        public void Dispose()
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }

        private Refusal? MakeRoom(int more)
        {
            if (length + more <= buffer.Length) return null;
            var size = buffer.Length == 0 ? (int)Math.Clamp(contentLength ?? 0, 1, FirstBuffer) : (int)Math.Min(2L * buffer.Length, ticket.MaxBodyBytes);
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, length + more));
            buffer.AsSpan(0, length).CopyTo(larger);
            Dispose();
            buffer = larger;
            return ticket.TryHold(larger.Length);
        }
    }
}
