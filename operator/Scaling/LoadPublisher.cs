using System.Collections.Concurrent;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Scaling;

/// <summary>Tells data planes the figures of tiers as they were scraped: one frame for all that changed within half a second.</summary>
/// <param name="publish">Passes over a frame that says what the one before it said.</param>
/// <param name="transitions">leaseTransitions.</param>
public sealed class LoadPublisher(ServedTiers tiers, LoadBook book, Action<LoadFrame> publish, Func<int> transitions, TimeProvider time)
{
    /// <summary>Scrapes within so long travel together.</summary>
    public static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(500);

    /// <summary>A busy tier's figures are said at least so often, changed or not.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(8);

    private readonly long start = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, bool> changed = new(StringComparer.Ordinal);
    private ulong sequence;

    /// <summary>Something was heard of a tier.</summary>
    public void Scraped(string tier) => changed[tier] = true;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Coalescing, time);
        while (await timer.WaitForNextTickAsync(cancellation)) PublishChanged();
    }

    /// <summary>Not reentrant.</summary>
    public void PublishChanged()
    {
        foreach (var tier in changed.Keys)
        {
            if (changed.TryRemove(tier, out _) && tiers.Find(tier) is { } served) publish(Frame(served));
        }
    }

    private LoadFrame Frame(ServedTier tier)
    {
        var known = (tier.Servers ?? []).Where(server => server.Ready).Select(server => (server.BaseUrl, book.Of(tier.Key, server.BaseUrl).Queue)).Where(one => one.Queue is not null).ToList();
        return new LoadFrame
        {
            Order = new FrameOrder(transitions(), ++sequence),
            Tier = tier.Key,
            Round = known.Any(one => one.Queue!.Value is { Running: > 0 } or { Waiting: > 0 }) ? 1 + (long)(time.GetElapsedTime(start) / Repeat) : 0,
            BaseUrls = [.. known.Select(one => one.BaseUrl)],
            Running = [.. known.Select(one => one.Queue!.Value.Running ?? -1)],
            Waiting = [.. known.Select(one => one.Queue!.Value.Waiting ?? -1)],
            KvCache = [.. known.Select(one => one.Queue!.Value.KvCacheUsage is { } usage ? (int)Math.Round(usage * 1000) : -1)],
        };
    }
}
