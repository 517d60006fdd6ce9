using System.Collections.Concurrent;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.State;

/// <summary>What lives on when a tier's manifest is edited: its breaker, retry budget, open requests and endpoints.</summary>
public sealed class TierState(TierSnapshot tier, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Named<EndpointState>> endpoints = new(StringComparer.Ordinal);
    private int maxInFlight = tier.MaxInFlight;
    private int inFlight;

    public CircuitBreaker Breaker { get; } = new(tier.Breaker, time);

    public RetryBudget RetryBudget { get; } = new(time);

    public HeldState Held { get; } = new(time);

    /// <summary>Requests this process has open to the tier.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>New settings; counts stay.</summary>
    public void Update(TierSnapshot changed)
    {
        Volatile.Write(ref maxInFlight, changed.MaxInFlight);
        Breaker.Update(changed.Breaker);
    }

    /// <summary>False when <see cref="TierSnapshot.MaxInFlight"/> requests are open; true must be followed by one disposal of <paramref name="visit"/>.</summary>
    public bool TryEnter(out Visit visit)
    {
        visit = new Visit(this);
        if (Interlocked.Increment(ref inFlight) <= Volatile.Read(ref maxInFlight)) return true;
        visit.Dispose();
        return false;
    }

    /// <summary>A request open to the tier, until it is disposed, once.</summary>
    public readonly struct Visit(TierState tier) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref tier.inFlight);
    }

    /// <summary>The endpoint of that base URL; the same object while it has been named within <see cref="StateRegistry.Kept"/>.</summary>
    public EndpointState GetOrAdd(string baseUrl)
    {
        var named = endpoints.GetOrAdd(baseUrl, static (url, time) => new(new EndpointState(url, time)), time);
        named.LastNamed = time.GetTimestamp();
        return named.Value;
    }

    /// <summary>The endpoint of that base URL if any snapshot named it lately; else null.</summary>
    public EndpointState? Find(string baseUrl) => endpoints.TryGetValue(baseUrl, out var named) ? named.Value : null;

    /// <summary>Forgets endpoints that have not been named for <see cref="StateRegistry.Kept"/> and have no request open.</summary>
    internal void Prune(IReadOnlySet<string> current)
    {
        foreach (var (url, named) in endpoints)
        {
            if (current.Contains(url)) named.LastNamed = time.GetTimestamp();
            else if (named.Value.InFlight == 0 && time.GetElapsedTime(named.LastNamed) >= StateRegistry.Kept) endpoints.TryRemove(url, out _);
        }
    }
}
