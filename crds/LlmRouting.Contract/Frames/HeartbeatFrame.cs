namespace LlmRouting.Contract.Frames;

/// <summary>The connection is alive. The first of a connection says that all slots have been sent; the next follow whenever nothing else was sent for <see cref="FrameProtocol.HeartbeatInterval"/>.</summary>
public sealed record HeartbeatFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Heartbeat);
}
