namespace LlmRouting.Contract.Frames;

/// <summary>How many data planes the gateway has, which share what is limited. No part of a snapshot: data planes come and go.</summary>
public sealed record ReplicasFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Replicas);

    /// <summary>Those connected; what an operator that does not say so means is 1.</summary>
    public int Ready { get; init; } = 1;
}
