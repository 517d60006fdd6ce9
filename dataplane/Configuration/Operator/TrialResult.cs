using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <param name="Composed">With every frame that could be used.</param>
/// <param name="Built">From <paramref name="Composed"/>; null while slots are missing or where nothing could be used.</param>
public sealed record TrialResult(FrameComposer Composed, BuiltFrames? Built, IReadOnlyList<RefusedFrame> Refused);
