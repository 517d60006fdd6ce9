using System.Runtime.InteropServices;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.State;

/// <summary>The buckets of one caller under one policy. Not thread-safe: its owner holds <see cref="Gate"/>.</summary>
internal sealed class CallerBuckets
{
    private readonly List<LimitBuckets> buckets = [];

    public Lock Gate { get; } = new();

    /// <summary>Set when the map no longer holds it, so that a racing caller fetches the new one.</summary>
    public bool Evicted { get; set; }

    /// <summary>Among how many data planes each limit is divided, 1 or more.</summary>
    public int Replicas { get; set; } = 1;

    /// <summary>What one of so many data planes allows of a limit: never nothing, and together never less than the whole.</summary>
    public long? ShareOf(long? limit) => limit is { } whole ? ShareOf(whole, Replicas) : null;

    /// <summary>The limit that says no and how long it will; null when all say yes.</summary>
    public (RateLimitSnapshot Limit, bool Tokens, TimeSpan Wait)? LongestWait(IReadOnlyList<RateLimitSnapshot> limits, long tokens, long now)
    {
        (RateLimitSnapshot Limit, bool Tokens, TimeSpan Wait)? longest = null;
        for (var i = 0; i < limits.Count; i++)
        {
            var limit = limits[i];
            ref var mine = ref Of(limit, now);
            if (limit.Requests is not null) Consider(limit, false, mine.Requests.Wait(1));
            if (limit.Tokens is not null) Consider(limit, true, mine.Tokens.Wait(tokens));
        }
        return longest;

        void Consider(RateLimitSnapshot limit, bool ofTokens, TimeSpan wait)
        {
            if (wait > (longest?.Wait ?? TimeSpan.Zero)) longest = (limit, ofTokens, wait);
        }
    }

    public void Take(IReadOnlyList<RateLimitSnapshot> limits, long requests, long tokens, long now)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            var limit = limits[i];
            ref var mine = ref Of(limit, now);
            if (limit.Requests is not null) mine.Requests.Take(requests);
            if (limit.Tokens is not null) mine.Tokens.Take(tokens);
        }
    }

    /// <summary>Charges tokens, or gives back where negative. The limits are those of when they were reserved; what has been edited since stays edited.</summary>
    public void Settle(IReadOnlyList<RateLimitSnapshot> limits, long tokens, long now)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            if (limits[i].Tokens is not null) Of(limits[i], now, edit: false).Tokens.Take(tokens);
        }
    }

    public RateLimitStatus Status(IReadOnlyList<RateLimitSnapshot> limits, long now)
    {
        var status = new RateLimitStatus();
        for (var i = 0; i < limits.Count; i++)
        {
            var limit = limits[i];
            ref var mine = ref Of(limit, now);
            if (ShareOf(limit.Requests) is { } requests)
                status = status with { Requests = RateLimitStatus.Tighter(status.Requests, new(requests, mine.Requests.Remaining, mine.Requests.Reset)) };
            if (ShareOf(limit.Tokens) is { } tokens)
                status = status with { Tokens = RateLimitStatus.Tighter(status.Tokens, new(tokens, mine.Tokens.Remaining, mine.Tokens.Reset)) };
        }
        return status;
    }

    /// <summary>Whether forgetting it changes nothing.</summary>
    public bool AllFull(long now)
    {
        foreach (ref var mine in CollectionsMarshal.AsSpan(buckets))
        {
            mine.Share(Replicas, now, isEdit: false);
            if (!mine.Requests.IsFull || !mine.Tokens.IsFull) return false;
        }
        return true;
    }

    private static long ShareOf(long limit, int replicas) => (limit + replicas - 1) / replicas;

    private ref LimitBuckets Of(RateLimitSnapshot limit, long now, bool edit = true)
    {
        var index = 0;
        while (index < buckets.Count && buckets[index].Name != limit.Name) index++;
        var isNew = index == buckets.Count;
        if (isNew) buckets.Add(new LimitBuckets { Name = limit.Name });
        ref var mine = ref CollectionsMarshal.AsSpan(buckets)[index];
        var isEdit = isNew || (edit && !mine.Is(limit));
        if (isEdit) mine.Set(limit);
        mine.Share(Replicas, now, isEdit);
        return ref mine;
    }

    private struct LimitBuckets
    {
        public string Name;
        public TokenBucket Requests;
        public TokenBucket Tokens;
        private long requests;
        private long tokens;
        private TimeSpan window;

        /// <summary>A limit that says nothing of requests or tokens leaves theirs as they are.</summary>
        public readonly bool Is(RateLimitSnapshot limit) =>
            window == limit.Window && (limit.Requests ?? requests) == requests && (limit.Tokens ?? tokens) == tokens;

        public void Set(RateLimitSnapshot limit) => (requests, tokens, window) = (limit.Requests ?? requests, limit.Tokens ?? tokens, limit.Window);

        /// <param name="isEdit">Whether the limit itself was changed, and not just among how many it is divided.</param>
        public void Share(int replicas, long now, bool isEdit)
        {
            Requests.Refill(now, ShareOf(requests, replicas), window.Ticks, isShare: !isEdit);
            Tokens.Refill(now, ShareOf(tokens, replicas), window.Ticks, isShare: !isEdit);
        }
    }
}
