using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Frames;

/// <summary>Policies and tiers; rare.</summary>
public sealed record ConfigFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Config);

    /// <summary>Of policies and tiers alone, see <see cref="FrameCutter.RevisionOf"/>; what an acknowledgement names.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Sorted by key.</summary>
    public IReadOnlyList<PolicySnapshot> Policies { get; init; } = [];

    /// <summary>Sorted by key.</summary>
    public IReadOnlyList<TierSnapshot> Tiers { get; init; } = [];

    /// <summary>The same, with the instances of <paramref name="before"/> where they are equal, so that what was made of them is not made again.</summary>
    public ConfigFrame Reusing(ConfigFrame before)
    {
        var policies = before.Policies.ToLookup(policy => policy.Key, StringComparer.Ordinal);
        var tiers = before.Tiers.ToLookup(tier => tier.Key, StringComparer.Ordinal);
        return this with
        {
            Policies = [.. Policies.Select(policy => policies[policy.Key].FirstOrDefault(known => SnapshotRevision.AreEqual(known, policy)) ?? policy)],
            Tiers = [.. Tiers.Select(tier => tiers[tier.Key].FirstOrDefault(known => SnapshotRevision.AreEqual(known, tier)) ?? tier)],
        };
    }
}
