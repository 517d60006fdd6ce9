using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>What is served and what is not.</summary>
/// <param name="Wire">As pushed: with the endpoints that are draining or not trusted. Null before the first.</param>
/// <param name="Refused">The newest of their slots; older ones are in <paramref name="Composed"/>.</param>
/// <param name="AppliedAt">When <paramref name="Wire"/> began to be served.</param>
public sealed record ServedFrames(FrameComposer Composed, RoutingSnapshot? Wire, IReadOnlyList<RefusedFrame> Refused, DateTimeOffset? AppliedAt)
{
    public DateTimeOffset? RefusedAt { get; init; }
}
