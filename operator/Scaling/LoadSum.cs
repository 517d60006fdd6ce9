using LlmRouting.Contract.Vllm;

namespace LlmRouting.Operator.Scaling;

/// <summary>Servers' figures to a tier's; pure. A server that did not answer lately makes a figure incomplete, never smaller in silence, unless it is ending.</summary>
public static class LoadSum
{
    /// <param name="servers">Ready ones, those that were and dropped out, which under overload are the busiest, and ending ones.</param>
    /// <param name="held">Requests that data planes hold for the tier; null where another replica is told.</param>
    /// <param name="replicas">Wanted now; null where that is not known.</param>
    public static TierLoad Of(IReadOnlyList<(TierServer Server, ServerReading Reading)> servers, int? held, int? replicas)
    {
        var staying = servers.Where(one => !one.Server.Ending).Select(one => one.Reading).ToList();
        // Requests are held only where nobody serves. Pods that are wanted and have not started may be loading: not known to be idle.
        var whole = staying.Count > 0 || (replicas == 0 && held is not null);
        var waiting = Sum(servers, queue => queue.Waiting) + (held ?? 0);
        var queue = new Figure(waiting, whole && staying.TrueForAll(one => one.Queue?.Waiting is not null));
        var demand = new Figure(waiting + Sum(servers, one => one.Running), queue.IsComplete && staying.TrueForAll(one => one.Queue?.Running is not null));
        var cache = new Figure(
            staying.Count == 0 ? 0 : staying.Sum(one => one.Queue?.KvCacheUsage ?? 0) / staying.Count, whole && staying.TrueForAll(one => one.Queue?.KvCacheUsage is not null));
        return new TierLoad(staying.Count, held ?? 0, held is not null, queue, demand, cache, Ttft(servers), demand.IsComplete && held is not null ? Quiet(servers, held.Value) : null);
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
