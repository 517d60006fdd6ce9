using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Frames;

/// <summary>Effective weights and epochs of all canaries of the gateway. Waits for nothing.</summary>
public sealed record SplitsFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Splits);

    public IReadOnlyList<SplitSnapshot> Splits { get; init; } = [];
}
