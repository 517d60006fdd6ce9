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
}
