namespace LlmRouting.Contract.Frames;

/// <summary>Servers of the gateway that are about to go: they get no new request, and reports say how many are still open.</summary>
public sealed record DrainingFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Draining);

    public IReadOnlyList<DrainingTier> Tiers { get; init; } = [];
}
