using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>A frame that a data plane does not serve.</summary>
public sealed record PodRefusal(Peer Peer, FrameRefusal Refusal);
