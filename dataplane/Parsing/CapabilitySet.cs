using System.Numerics;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>A set of <see cref="Capability"/>: what a request uses or what a tier offers.</summary>
public readonly record struct CapabilitySet(uint Bits)
{
    public static CapabilitySet None => default;

    public static CapabilitySet Of(params IEnumerable<Capability> capabilities) => capabilities.Aggregate(None, (set, one) => set.With(one));

    public CapabilitySet With(Capability one) => new(Bits | (1u << (int)one));

    public bool Contains(Capability one) => (Bits & (1u << (int)one)) != 0;

    /// <summary>Whether everything in <paramref name="needs"/> is offered.</summary>
    public bool Covers(CapabilitySet needs) => (needs.Bits & ~Bits) == 0;

    /// <summary>The first capability needed and not offered, for the sentence of a refusal; null when all are.</summary>
    public Capability? FirstMissing(CapabilitySet needs)
    {
        var missing = needs.Bits & ~Bits;
        return missing == 0 ? null : (Capability)BitOperations.TrailingZeroCount(missing);
    }
}
