using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Frames;

/// <summary>Client keys of the gateway, as hashes.</summary>
public sealed record KeysFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Keys);

    /// <summary>Sorted by id.</summary>
    public IReadOnlyList<KeySnapshot> Keys { get; init; } = [];
}
