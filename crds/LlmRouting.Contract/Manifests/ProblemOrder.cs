namespace LlmRouting.Contract.Manifests;

public static class ProblemOrder
{
    /// <summary>Errors first, then notes; within each by file, line, column, path and sentence, each once.</summary>
    public static IEnumerable<ManifestProblem> InOrder(this IEnumerable<ManifestProblem> problems) => problems
        .Distinct()
        .OrderBy(problem => problem.Severity)
        .ThenBy(problem => problem.File, StringComparer.Ordinal)
        .ThenBy(problem => problem.Line)
        .ThenBy(problem => problem.Column)
        .ThenBy(problem => problem.Path, StringComparer.Ordinal)
        .ThenBy(problem => problem.Message, StringComparer.Ordinal);
}
