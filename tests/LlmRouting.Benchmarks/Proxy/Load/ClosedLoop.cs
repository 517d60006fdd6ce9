using System.Net.Sockets;
using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>Connections that ask again when they are answered.</summary>
/// <param name="pause">Between an answer and the next question.</param>
public sealed class ClosedLoop(TimeProvider time, TimeSpan pause = default)
{
    public async Task<LoadResult> RunAsync(Participant target, int connections, TimeSpan duration)
    {
        var latency = new LatencyHistogram();
        var until = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
        var request = ChatRequest.Unary(target).Bytes;
        var errors = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => AskAsync(target.Port, request, latency, until)));
        return new LoadResult(latency, errors.Sum());
    }

    private async Task<long> AskAsync(int port, byte[] request, LatencyHistogram latency, long until)
    {
        await Task.Yield();
        long errors = 0;
        while (time.GetTimestamp() < until && !await AskUntilBrokenAsync(port, request, latency, until)) errors++;
        return errors;
    }

    // True when time is up; false for an answer that is an error, after which the connection is not trusted any more.
    private async Task<bool> AskUntilBrokenAsync(int port, byte[] request, LatencyHistogram latency, long until)
    {
        using var connection = new LoadConnection(port);
        try
        {
            await connection.ConnectAsync();
            for (var started = time.GetTimestamp(); started < until;)
            {
                if (!await connection.AskAsync(request)) return false;
                latency.Record(time.GetElapsedTime(started));
                if (pause > TimeSpan.Zero) await Task.Delay(pause, time);
                started = time.GetTimestamp();
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
