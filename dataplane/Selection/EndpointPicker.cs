using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Chooses the server of a tier for one attempt. Thread-safe, allocates nothing.</summary>
/// <param name="seed">Of the random choices of least queue; prefix affinity has no chance in it, so that replicas agree.</param>
public sealed class EndpointPicker(TimeProvider time, ulong seed)
{
    private ulong drawn = seed;

    /// <summary>
    /// An endpoint this request has not tried, or null when there is none. Ejected ones are chosen only where nothing else is left, the one ejected longest ago first:
    /// a tier all of whose servers failed once must still be able to recover.
    /// </summary>
    /// <param name="prefixHash">Of the prompt's beginning; 0 where there is none, which chooses by least queue.</param>
    /// <param name="tried">Endpoints this request has tried.</param>
    public EndpointState? Pick(IReadOnlyList<EndpointState> endpoints, LoadBalancingSnapshot settings, ulong prefixHash, ReadOnlySpan<EndpointState> tried)
    {
        var now = time.GetTimestamp();
        var candidates = Count(endpoints, tried, now, out var load);
        if (candidates == 0) return LongestEjected(endpoints, tried);
        var picked = settings.Type == LoadBalancingType.PrefixAffinity && prefixHash != 0
            ? ByPrefix(endpoints, tried, now, prefixHash, Bound(settings.MaxLoadFactor, load, candidates))
            : PowerOfTwo(endpoints, tried, now, candidates);
        // Those that were counted may have been ejected since.
        return picked ?? LongestEjected(endpoints, tried);
    }

    /// <summary>Requests a server may have, this one included: the factor times the mean, rounded up, so that one server is always below it.</summary>
    private static double Bound(double maxLoadFactor, long load, int candidates) => Math.Ceiling(Math.Max(1, maxLoadFactor) * (load + 1) / candidates);

    /// <summary>Rendezvous hashing: each prefix ranks the servers in its own fixed order, and the first below the bound gets it. When a server leaves, only its prefixes move.</summary>
    private static EndpointState? ByPrefix(IReadOnlyList<EndpointState> endpoints, ReadOnlySpan<EndpointState> tried, long now, ulong prefixHash, double bound)
    {
        EndpointState? best = null;
        ulong bestRank = 0;
        for (var i = 0; i < endpoints.Count; i++)
        {
            var endpoint = endpoints[i];
            if (!IsCandidate(endpoint, tried, now) || endpoint.Load(now) + 1 > bound) continue;
            var rank = StableHash.Start.Add(endpoint.Hash).Add(prefixHash).Value;
            if (best is not null && rank <= bestRank) continue;
            (best, bestRank) = (endpoint, rank);
        }
        // Loads move while we look; if all went above the bound meanwhile, any rank will do.
        return best ?? (double.IsPositiveInfinity(bound) ? null : ByPrefix(endpoints, tried, now, prefixHash, double.PositiveInfinity));
    }

    /// <summary>The less loaded of two drawn at random: nearly as even as the least loaded of all, without every replica running to the same server.</summary>
    private EndpointState? PowerOfTwo(IReadOnlyList<EndpointState> endpoints, ReadOnlySpan<EndpointState> tried, long now, int candidates)
    {
        if (candidates == 1) return Candidate(endpoints, tried, now, place: 0);
        var first = Draw(candidates);
        var second = Draw(candidates - 1);
        if (second >= first) second++;
        var one = Candidate(endpoints, tried, now, first);
        var other = Candidate(endpoints, tried, now, second);
        if (one is null || other is null) return one ?? other;
        return one.Load(now) <= other.Load(now) ? one : other;
    }

    private static int Count(IReadOnlyList<EndpointState> endpoints, ReadOnlySpan<EndpointState> tried, long now, out long load)
    {
        var count = 0;
        load = 0;
        for (var i = 0; i < endpoints.Count; i++)
        {
            if (!IsCandidate(endpoints[i], tried, now)) continue;
            count++;
            load += endpoints[i].Load(now);
        }
        return count;
    }

    /// <summary>The candidate at that place, or null where one was ejected since they were counted.</summary>
    private static EndpointState? Candidate(IReadOnlyList<EndpointState> endpoints, ReadOnlySpan<EndpointState> tried, long now, int place)
    {
        for (var i = 0; i < endpoints.Count; i++)
        {
            if (IsCandidate(endpoints[i], tried, now) && place-- == 0) return endpoints[i];
        }
        return null;
    }

    private static EndpointState? LongestEjected(IReadOnlyList<EndpointState> endpoints, ReadOnlySpan<EndpointState> tried)
    {
        EndpointState? longest = null;
        for (var i = 0; i < endpoints.Count; i++)
        {
            var endpoint = endpoints[i];
            if (!WasTried(endpoint, tried) && (longest is null || endpoint.EjectedAt < longest.EjectedAt)) longest = endpoint;
        }
        return longest;
    }

    private static bool IsCandidate(EndpointState endpoint, ReadOnlySpan<EndpointState> tried, long now) => !endpoint.IsEjected(now) && !WasTried(endpoint, tried);

    private static bool WasTried(EndpointState endpoint, ReadOnlySpan<EndpointState> tried)
    {
        foreach (var one in tried)
        {
            if (ReferenceEquals(one, endpoint)) return true;
        }
        return false;
    }

    /// <summary>0..below−1. SplitMix64: a step of an atomic counter and a mix, so no lock and no shared Random.</summary>
    private int Draw(int below)
    {
        var x = Interlocked.Add(ref drawn, 0x9E3779B97F4A7C15);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (int)Math.BigMul(x ^ (x >> 31), (ulong)below, out _);
    }
}
