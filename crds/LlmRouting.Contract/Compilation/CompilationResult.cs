using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <param name="Snapshot">Everything that is in order, stamped.</param>
/// <param name="Problems">By object and path.</param>
public sealed record CompilationResult(RoutingSnapshot Snapshot, IReadOnlyList<ObjectProblem> Problems)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);
}
