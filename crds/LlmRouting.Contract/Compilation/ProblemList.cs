using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Problems on their way out, and which objects they keep out.</summary>
internal sealed class ProblemList
{
    private readonly HashSet<ObjectProblem> _problems = [];
    private readonly HashSet<ObjectRef> _out = [];

    public void Error(ObjectRef at, string path, string reason, string message)
    {
        _out.Add(at);
        _problems.Add(new ObjectProblem(at, path, message, reason));
    }

    public void Note(ObjectRef at, string path, string reason, string message) =>
        _problems.Add(new ObjectProblem(at, path, message, reason, ProblemSeverity.Note));

    public void Exclude(IEnumerable<ObjectRef> objects) => _out.UnionWith(objects);

    public bool IsOut(ObjectRef at) => _out.Contains(at);

    /// <summary>The object's first error, to go on with a sentence about it; empty where it is in order, or was broken before it came here.</summary>
    public string WordsOf(ObjectRef at) =>
        Sort(_problems.Where(problem => problem.Object == at && problem.Severity == ProblemSeverity.Error)).FirstOrDefault() is { } first ? $": {first.Path}: {first.Message}" : "";

    public IReadOnlyList<ObjectProblem> InOrder() => [.. Sort(_problems)];

    private static IEnumerable<ObjectProblem> Sort(IEnumerable<ObjectProblem> problems) =>
        problems
            .OrderBy(problem => problem.Object.Kind, StringComparer.Ordinal)
            .ThenBy(problem => problem.Object.Key, StringComparer.Ordinal)
            .ThenBy(problem => problem.Path, StringComparer.Ordinal)
            .ThenBy(problem => problem.Message, StringComparer.Ordinal);
}
