using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>A frame that is the newest of its slot and is not served.</summary>
public sealed record RefusedFrame(Frame Frame, FrameRefusal Refusal);
