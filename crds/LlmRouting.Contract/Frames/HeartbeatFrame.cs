namespace LlmRouting.Contract.Frames;

/// <summary>Nothing changed, and the connection is alive.</summary>
public sealed record HeartbeatFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Heartbeat);
}
