using System.Collections.Concurrent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.State;

/// <summary>
/// Request and token limits per policy and key (S3.3). A limit is a bucket that starts full and refills evenly, so a window after an idle one may see up to twice the limit.
/// </summary>
/// <param name="maxIdle">Callers above which those with all their buckets full are forgotten, which changes no limit. Callers with something used are kept: they are at most policies × keys.</param>
/// <param name="replicas">Data planes of the gateway, this one included: each limit is divided among them. Null: this one alone.</param>
public sealed class RateLimitState(TimeProvider time, int maxIdle = RateLimitState.MaxIdle, Func<int>? replicas = null)
{
    private const int MaxIdle = 100_000;

    private readonly ConcurrentDictionary<(string PolicyUid, string KeyId), CallerBuckets> callers = new();
    private readonly long origin = time.GetTimestamp();
    private readonly int maxIdle = maxIdle;
    private readonly Lock sweeping = new();
    private int count;
    private int sweepAbove = maxIdle;

    /// <summary>Callers remembered.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Takes one request and the estimated tokens from every limit, or nothing from any and says which one refused, and for how long.</summary>
    /// <param name="limits">Those that apply to the caller's limit class; names are unique within a policy.</param>
    /// <param name="tokens">Prompt and completion tokens the request may use. A request above a whole token limit passes when its bucket is full.</param>
    /// <param name="reservation">Never null; holds nothing when refused, but tells the limits' status.</param>
    public Refusal? TryReserve(string policyUid, IReadOnlyList<RateLimitSnapshot> limits, string keyId, long tokens, out Reservation reservation)
    {
        reservation = Reservation.None;
        if (limits.Count == 0) return null;
        var caller = (policyUid, keyId);
        var mine = Lock(caller);
        try
        {
            var now = Now;
            var refused = mine.LongestWait(limits, tokens, now);
            if (refused is null) mine.Take(limits, 1, tokens, now);
            reservation = new Reservation(refused is null ? this : null, caller, limits, tokens) { Status = mine.Status(limits, now), RefusedBy = refused?.Limit.Name };
            return refused is var (limit, ofTokens, wait) ? Refused(limit, ofTokens ? mine.ShareOf(limit.Tokens) : mine.ShareOf(limit.Requests), ofTokens ? "tokens" : "requests", wait) : null;
        }
        finally
        {
            mine.Gate.Exit();
            if (Count > Volatile.Read(ref sweepAbove)) Sweep();
        }
    }

    internal void Settle((string PolicyUid, string KeyId) caller, IReadOnlyList<RateLimitSnapshot> limits, long difference)
    {
        var mine = Lock(caller);
        try
        {
            mine.Settle(limits, difference, Now);
        }
        finally
        {
            mine.Gate.Exit();
        }
    }

    private long Now => time.GetElapsedTime(origin).Ticks;

    private CallerBuckets Lock((string, string) caller)
    {
        while (true)
        {
            if (!callers.TryGetValue(caller, out var mine))
            {
                mine = new CallerBuckets();
                if (!callers.TryAdd(caller, mine)) continue;
                Interlocked.Increment(ref count);
            }
            mine.Gate.Enter();
            if (!mine.Evicted)
            {
                mine.Replicas = Math.Max(1, replicas?.Invoke() ?? 1);
                return mine;
            }

            mine.Gate.Exit();
        }
    }

    private void Sweep()
    {
        if (!sweeping.TryEnter()) return;
        try
        {
            foreach (var (caller, buckets) in callers)
            {
                lock (buckets.Gate)
                {
                    if (!buckets.AllFull(Now)) continue;
                    callers.TryRemove(caller, out _);
                    buckets.Evicted = true;
                    Interlocked.Decrement(ref count);
                }
            }
            // Twice what is in use: a sweep costs its length, so it must not come with every new caller.
            Volatile.Write(ref sweepAbove, Math.Max(maxIdle, Count * 2));
        }
        finally
        {
            sweeping.Exit();
        }
    }

    private static Refusal Refused(RateLimitSnapshot limit, long? amount, string unit, TimeSpan wait)
    {
        var message = $"Rate limit '{limit.Name}' reached: {amount} {unit} per {limit.Window.TotalSeconds:0.###} s. Try again in {wait.TotalSeconds:0.###} s.";
        return new Refusal(429, "rate_limit_error", "rate_limit_exceeded", message) { RetryAfter = wait };
    }
}
