using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <param name="Snapshot">Everything that is in order, stamped. Not to be served where there are errors: a folder is taken as a whole.</param>
/// <param name="Problems">Errors before notes; within each by file and line.</param>
public sealed record FolderCompilation(RoutingSnapshot Snapshot, IReadOnlyList<ManifestProblem> Problems)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);
}
