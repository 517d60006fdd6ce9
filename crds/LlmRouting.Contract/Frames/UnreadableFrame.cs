namespace LlmRouting.Contract.Frames;

/// <summary>The newest of its slot, in words this assembly does not know: those of a newer operator. It is refused, and those after it are read. Never on the wire.</summary>
public sealed record UnreadableFrame(FrameSlot Of, string Problem) : Frame
{
    private protected override FrameSlot Place => Of;
}
