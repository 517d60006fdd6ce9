using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <param name="Wire">As pushed: with the endpoints that are draining or not trusted.</param>
/// <param name="Runtime">Without them.</param>
public sealed record BuiltFrames(RoutingSnapshot Wire, RuntimeSnapshot Runtime);
