namespace LlmRouting.DataPlane.State;

/// <summary>A 64-bit hash that is the same in every process and version, so that replicas agree. Not for secrets.</summary>
public struct StableHash
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private ulong state;

    /// <summary>The hash of nothing.</summary>
    public static StableHash Start => new() { state = FnvOffset };

    /// <summary>Text and its length, so that ("ab", "c") differs from ("a", "bc").</summary>
    public readonly StableHash Add(ReadOnlySpan<char> text)
    {
        var hash = Add((ulong)text.Length);
        foreach (var unit in text) hash.state = (hash.state ^ unit) * FnvPrime;
        return hash;
    }

    public readonly StableHash Add(ulong number) => new() { state = Mix(state ^ Mix(number)) };

    /// <summary>All bits depend on all that was added.</summary>
    public readonly ulong Value => Mix(state);

    // The finalizer of MurmurHash3: FNV alone leaves the high bits of short texts nearly constant.
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 33)) * 0xff51afd7ed558ccd;
        x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53;
        return x ^ (x >> 33);
    }
}
