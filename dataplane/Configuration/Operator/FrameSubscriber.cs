using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Metrics.Logging;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Keeps one connection open and hands on every frame. A connection that says nothing for three heartbeats is given up.</summary>
/// <param name="take">Called in order, by one thread at a time; a sentence says why the connection is of no use.</param>
public sealed class FrameSubscriber(OperatorClient client, string gateway, Func<Frame, string?> take, OperatorLink link, TimeProvider time, Random chance, ILogger<FrameSubscriber> log)
{
    private static readonly TimeSpan Patience = 3 * FrameProtocol.HeartbeatInterval;

    // A connection that ends sooner each time is a fault, however well it began.
    private static readonly TimeSpan Lasting = 2 * FrameProtocol.HeartbeatInterval;

    private readonly Uri address = new(client.Address, FrameProtocol.Request(gateway, FrameSchema.Readable));
    private readonly Backoff backoff = new(chance);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var fault = await FollowAsync(stopping);
            if (stopping.IsCancellationRequested) return;
            if (link.Lost(fault)) log.OperatorLost(client.Address, fault);
            await Task.Delay(backoff.Next(), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Why it ended.</summary>
    private async Task<string> FollowAsync(CancellationToken stopping)
    {
        using var silence = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, silence.Token);
        try
        {
            using var response = await client.SendAsync(HttpMethod.Get, address, null, either.Token);
            if (!response.IsSuccessStatusCode) return OperatorFault.Of(response.StatusCode, gateway, await BeginningAsync(response, either.Token));
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            return await ReadAsync(stream, silence, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return $"said nothing for {Patience.TotalSeconds:0} s";
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            if (!OperatorFault.IsExpected(e)) log.LoopCrashed(e, "frames");
            return OperatorFault.Of(e);
        }
    }

    private async Task<string> ReadAsync(Stream stream, CancellationTokenSource silence, CancellationToken cancellation)
    {
        var (isGreeted, since) = (false, time.GetTimestamp());
        await foreach (var frame in FrameLines.ReadAsync(stream, () => silence.CancelAfter(Patience), cancellation))
        {
            if (!isGreeted && frame is not HelloFrame) return "began without a hello";
            if (take(frame) is { } fault) return fault;
            link.Heard();
            if (frame is HelloFrame hello) Greet(hello);
            else if (frame is HeartbeatFrame) link.Synced();
            isGreeted = true;
            if (time.GetElapsedTime(since) >= Lasting) backoff.Reset();
        }

        return "ended the connection";
    }

    private void Greet(HelloFrame hello)
    {
        link.Connected(hello.Operator);
        log.OperatorConnected(client.Address, hello.Operator);
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[200];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
    }
}
