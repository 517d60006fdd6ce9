using LlmRouting.Contract.Vllm;

namespace LlmRouting.Operator.Scaling;

/// <summary>Servers' figures to a tier's; pure. A ready server that did not answer lately makes a figure incomplete, never smaller in silence.</summary>
public static class LoadSum
{
    /// <param name="servers">Ready and ending ones.</param>
    /// <param name="held">Requests that data planes hold for the tier; null where another replica is told.</param>
    /// <param name="replicas">Wanted now; null where that is not known.</param>
    public static TierLoad Of(IReadOnlyList<(TierServer Server, ServerReading Reading)> servers, int? held, int? replicas)
    {
        var ready = servers.Where(one => one.Server.Ready).Select(one => one.Reading).ToList();
        // Requests are held only where nobody serves. Pods that are wanted and not ready may be loading, or busy beyond answering: not known to be idle.
        var whole = ready.Count > 0 || (replicas == 0 && held is not null);
        var waiting = Sum(servers, queue => queue.Waiting) + (held ?? 0);
        var queue = new Figure(waiting, whole && ready.TrueForAll(one => one.Queue?.Waiting is not null));
        var demand = new Figure(waiting + Sum(servers, one => one.Running), queue.IsComplete && ready.TrueForAll(one => one.Queue?.Running is not null));
        var cache = new Figure(
            ready.Count == 0 ? 0 : ready.Sum(one => one.Queue?.KvCacheUsage ?? 0) / ready.Count, whole && ready.TrueForAll(one => one.Queue?.KvCacheUsage is not null));
        return new TierLoad(ready.Count, held ?? 0, held is not null, queue, demand, cache, Ttft(servers), demand.IsComplete && held is not null ? Quiet(servers, held.Value) : null);
    }

    private static double Sum(IEnumerable<(TierServer Server, ServerReading Reading)> servers, Func<QueueReading, int?> figure) =>
        servers.Sum(one => one.Reading.Queue is { } queue ? figure(queue) ?? 0 : 0);

    /// <summary>Of all servers together.</summary>
    private static TimeSpan? Ttft(IEnumerable<(TierServer Server, ServerReading Reading)> servers)
    {
        var all = servers.Select(one => one.Reading.Ttft).OfType<LatencyHistogram>().ToList();
        if (all.Count == 0) return null;
        var sum = all.Aggregate((left, right) => left.Plus(right));
        // Of so few, warm-ups among them, nothing can be said.
        return sum.Total >= 5 + (2 * all.Count) && sum.Quantile(0.95) is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 1e6)) : null;
    }

    /// <summary>As long as the busiest of them.</summary>
    private static TimeSpan? Quiet(IReadOnlyList<(TierServer Server, ServerReading Reading)> servers, int held)
    {
        if (held > 0) return TimeSpan.Zero;
        return servers.Select(one => one.Reading.QuietFor).Where(quiet => quiet is not null).DefaultIfEmpty(null).Min();
    }
}
