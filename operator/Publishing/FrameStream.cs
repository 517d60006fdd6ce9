using System.IO.Compression;
using LlmRouting.Contract.Frames;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LlmRouting.Operator.Publishing;

/// <summary>Writes a subscription into an answer: one flush a burst, a heartbeat where there was nothing to say.</summary>
internal sealed class FrameStream : IAsyncDisposable
{
    private static readonly byte[] Heartbeat = FrameCodec.Encode(new HeartbeatFrame());

    private readonly FrameSubscription subscription;
    private readonly TimeProvider time;
    private readonly Stream output;
    private readonly ITimer beat;
    private bool isBeating;

    public FrameStream(HttpContext http, FrameSubscription subscription, TimeProvider time)
    {
        (this.subscription, this.time) = (subscription, time);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = FrameProtocol.FramesMediaType;
        http.Response.Headers.CacheControl = "no-store";
        output = Encode(http);
        beat = time.CreateTimer(_ => Beat(), null, FrameProtocol.HeartbeatInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Until the reader leaves, the subscription ends or a review refuses the reader.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(TimeSpan reviewEvery, Func<Task<PeerVerdict>> review, CancellationToken cancellation)
    {
        var reviewed = time.GetTimestamp();
        var isFirst = true;
        while (await subscription.WaitAsync(cancellation))
        {
            if (time.GetElapsedTime(reviewed) >= reviewEvery)
            {
                // A reader that was let in stays while nobody can be asked.
                if (await review() is { Status: 401 or 403 } refused) return refused.Reason;
                reviewed = time.GetTimestamp();
            }

            await WriteAsync(isFirst, cancellation);
            isFirst = false;
        }

        return "a newer stream or configuration took its place";
    }

    public async ValueTask DisposeAsync()
    {
        await beat.DisposeAsync();
        await output.DisposeAsync();
    }

    /// <summary>The first burst ends with a heartbeat, which says that this is all there is.</summary>
    private async Task WriteAsync(bool isFirst, CancellationToken cancellation)
    {
        var lines = subscription.Take();
        var isDue = Interlocked.Exchange(ref isBeating, false);
        if (lines.Count == 0 && !isDue) return;
        foreach (var line in lines) await output.WriteAsync(line, cancellation);
        if (isFirst || lines.Count == 0) await output.WriteAsync(Heartbeat, cancellation);
        await output.FlushAsync(cancellation);
        beat.Change(FrameProtocol.HeartbeatInterval, Timeout.InfiniteTimeSpan);
    }

    private void Beat()
    {
        Volatile.Write(ref isBeating, true);
        subscription.Wake();
    }

    private static Stream Encode(HttpContext http)
    {
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase)) return http.Response.Body;
        http.Response.Headers.ContentEncoding = "gzip";
        return new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }
}
