using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Frames;

/// <summary>What authenticates the gateway to its upstreams, and its request ids to its replicas. Never written to a disk.</summary>
public sealed record CredentialsFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Credentials);

    /// <summary>Sorted by tier.</summary>
    public IReadOnlyList<CredentialSnapshot> Credentials { get; init; } = [];

    /// <summary>Signs the request ids of the gateway, 32 bytes, so that any replica knows what another one answered; null: each signs with its own.</summary>
    public byte[]? RequestIdKey { get; init; }

    /// <summary>Without keys, so that no log or exception can carry them.</summary>
    public override string ToString() => $"CredentialsFrame {{ Order = {Order}, Credentials = {Credentials.Count} }}";
}
