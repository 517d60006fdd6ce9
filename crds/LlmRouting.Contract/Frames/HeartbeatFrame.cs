namespace LlmRouting.Contract.Frames;

/// <summary>Nothing changed, and the connection is alive.</summary>
public sealed record HeartbeatFrame : Frame
{
    public override FrameSlot Slot => new(FrameKind.Heartbeat);
}
