using System.Net.Sockets;
using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>Many streams that are all open at the same moment: the upstream spaces events so that the last stream begins long before the first ends.</summary>
public sealed class StreamLoad(TimeProvider time, int streams, IStreamClient client)
{
    private const int Events = 30;

    // Connections that are being opened at once; a listener's queue is finite.
    private const int Opening = 100;

    private readonly LatencyHistogram toFirstEvent = new();
    private readonly SemaphoreSlim opening = new(Opening);
    private long errors;
    private int open;
    private int openAtOnce;

    /// <summary>10,000 events a second over all streams, 3 s for 1,000 of them and 30 s for 10,000.</summary>
    private TimeSpan Interval => TimeSpan.FromMilliseconds(Math.Max(1, streams / 10));

    public async Task<LoadResult> RunAsync(Participant target)
    {
        var request = ChatRequest.Stream(target, Events, Interval);
        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => StreamAsync(target, request)));
        return new LoadResult(toFirstEvent, errors, openAtOnce);
    }

    private async Task StreamAsync(Participant target, ChatRequest request)
    {
        await opening.WaitAsync();
        var watch = new FirstEvent(this);
        try
        {
            if (!await client.AskAsync(target, request, () => watch.Asked = time.GetTimestamp(), watch.See)) Interlocked.Increment(ref errors);
        }
        catch (Exception e) when (e is SocketException or IOException or HttpRequestException)
        {
            Interlocked.Increment(ref errors);
        }
        finally
        {
            watch.End();
        }
    }

    private void Opened(long asked)
    {
        toFirstEvent.Record(time.GetElapsedTime(asked));
        opening.Release();
        var now = Interlocked.Increment(ref open);
        for (var most = openAtOnce; now > most; most = openAtOnce) Interlocked.CompareExchange(ref openAtOnce, now, most);
    }

    private sealed class FirstEvent(StreamLoad load)
    {
        private bool seen;

        public long Asked { get; set; }

        public void See(ReadOnlyMemory<byte> bytes)
        {
            if (seen || bytes.Span.IndexOf("data: "u8) < 0) return;
            seen = true;
            load.Opened(Asked);
        }

        public void End()
        {
            if (seen) Interlocked.Decrement(ref load.open);
            else load.opening.Release();
        }
    }
}
