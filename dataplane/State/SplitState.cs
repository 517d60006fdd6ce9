using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.State;

/// <summary>Where the next request of one rollout goes. Survives edits of the weight.</summary>
public sealed class SplitState
{
    // The sum of all weights so far, in percent: a canary request is due each time it passes a multiple of 100.
    private long dealt;

    /// <summary>
    /// With <see cref="SplitSnapshot.StickyHeader"/> and a key or a value for the header, the caller's fixed place decides, and raising the weight only ever adds callers.
    /// Otherwise a sequence that is exact to ±1 over any run of requests.
    /// </summary>
    /// <param name="keyId">Id of the caller's key; null where callers have none.</param>
    /// <param name="headerValue">Value of the sticky header; null or empty where the request has none.</param>
    public bool ChooseCanary(SplitSnapshot split, string? keyId, string? headerValue)
    {
        var weight = Math.Clamp(split.Weight, 0, 100);
        if (split.StickyHeader is not null && (keyId is not null || !string.IsNullOrEmpty(headerValue))) return Place(split, keyId, headerValue) < weight;
        var after = Interlocked.Add(ref dealt, weight);
        return after / 100 > (after - weight) / 100;
    }

    /// <summary>0..99, uniform over callers; new with every attempt.</summary>
    private static int Place(SplitSnapshot split, string? keyId, string? headerValue)
    {
        var hash = StableHash.Start.Add(split.RolloutUid).Add((ulong)split.Attempt).Add(keyId).Add(headerValue).Value;
        return (int)Math.BigMul(hash, 100, out _);
    }
}
