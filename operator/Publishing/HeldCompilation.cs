using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Publishing;

/// <summary>A compilation in which faulty objects may be represented by their last good version.</summary>
/// <param name="Problems">Of the objects as they are now, not of the versions served in their place.</param>
/// <param name="Held">The older versions that are served.</param>
/// <param name="Next">What to compile with next time.</param>
public sealed record HeldCompilation(
    RoutingSnapshot Snapshot, IReadOnlyList<ObjectProblem> Problems, IReadOnlyList<ApiObject> Held, LastGood Next);
