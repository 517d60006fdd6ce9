using LlmRouting.Contract.Vllm;

namespace LlmRouting.Operator.Scaling;

/// <summary>What one server said lately. Not for several threads at once.</summary>
internal sealed class ServerHistory(TimeProvider time)
{
    /// <summary>A few scrapes may fail before a figure counts as missing.</summary>
    public static readonly TimeSpan ReadingHolds = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TtftEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TtftOver = TimeSpan.FromSeconds(60);

    private readonly long since = time.GetTimestamp();
    private readonly Queue<(long At, LatencyHistogram Histogram)> ttft = new();
    private QueueReading queue;
    private LatencyHistogram? newest;
    private long? heard;
    private long newestSample;
    private long busyAt;
    private double finished;
    private double forgiven;
    private int warming;
    private long? warmedAt;

    public ServerReading Now
    {
        get
        {
            if (heard is not { } at || time.GetElapsedTime(at) >= ReadingHolds) return ServerReading.Unknown;
            return new ServerReading(queue, newest is { } last && ttft.TryPeek(out var oldest) ? last.Since(oldest.Histogram) : null, time.GetElapsedTime(busyAt));
        }
    }

    /// <summary>Since its last answer, or since it was first asked.</summary>
    public TimeSpan SilentFor => time.GetElapsedTime(heard ?? since);

    public void Take(VllmReading reading)
    {
        var now = time.GetTimestamp();
        var completed = Completed(reading.Finished ?? 0);
        var open = (reading.Queue.Queued ?? 0) - (IsWarming(now) ? 1 : 0);
        if (heard is null || open > 0 || completed > 0) busyAt = now;
        (queue, heard) = (reading.Queue, now);
        if (reading.Ttft is not null) Keep(reading.Ttft, now);
    }

    /// <summary>A request of our own is sent, which is no use of the server.</summary>
    public void WarmupBegins()
    {
        forgiven++;
        warming++;
    }

    /// <param name="served">Whether the server completed it and so counts it.</param>
    public void WarmupEnds(bool served)
    {
        warming--;
        warmedAt = time.GetTimestamp();
        if (!served) forgiven = Math.Max(0, forgiven - 1);
    }

    /// <summary>Requests of others that were completed since the last look. A server that began anew counts from 0 again.</summary>
    private double Completed(double now)
    {
        var rise = now < finished ? now : now - finished;
        if (now < finished) forgiven = 0;
        finished = now;
        var own = Math.Min(rise, forgiven);
        forgiven -= own;
        return rise - own;
    }

    private bool IsWarming(long now) => warming > 0 || (warmedAt is { } ended && time.GetElapsedTime(ended, now) < MetricsReader.Timeout);

    private void Keep(LatencyHistogram histogram, long now)
    {
        newest = histogram;
        if (ttft.Count > 0 && time.GetElapsedTime(newestSample, now) < TtftEvery) return;
        ttft.Enqueue((now, histogram));
        newestSample = now;
        while (time.GetElapsedTime(ttft.Peek().At, now) > TtftOver) ttft.Dequeue();
    }
}
