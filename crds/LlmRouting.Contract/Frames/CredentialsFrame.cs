using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Frames;

/// <summary>What authenticates the gateway to its upstreams. Never written to a disk.</summary>
public sealed record CredentialsFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Credentials);

    /// <summary>Sorted by tier.</summary>
    public IReadOnlyList<CredentialSnapshot> Credentials { get; init; } = [];
}
