using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Manifests to a snapshot, every problem of every step with file and line, but for those that go when another does.</summary>
public static class ManifestCompiler
{
    public static FolderCompilation CompileFolder(string directory, CompileOptions options) => Compile(ManifestFolder.Read(directory), options, directory);

    /// <summary>Once for every gateway that a policy names, in the order of their names; that another gateway serves a policy is then no news.</summary>
    public static IReadOnlyList<FolderCompilation> CompileGateways(string directory, CompileOptions options)
    {
        var set = ManifestFolder.Read(directory);
        var gateways = set.Objects.Select(item => item.Object).OfType<RoutingPolicy>().Select(PolicyResolver.Gateway).Distinct().Order(StringComparer.Ordinal);
        return [.. gateways.DefaultIfEmpty(options.Gateway).Select(gateway => Compile(set, options with { Gateway = gateway }, directory)).Select(WithoutOthers)];
    }

    /// <param name="source">What a problem of no file in particular names as its file.</param>
    public static FolderCompilation Compile(ManifestSet set, CompileOptions options, string source)
    {
        var byRef = set.Objects.ToDictionary(item => item.Object.Ref);
        var objects = ManifestObjects.Of([.. set.Objects.Select(item => item.Object)]) with
        {
            Broken = set.Objects.Where(item => item.Broken).Select(item => item.Object.Ref).ToHashSet(),
        };
        var result = SnapshotCompiler.Compile(objects, options);
        var isSure = set.Problems.All(problem => problem.Severity == ProblemSeverity.Note || problem.Object is { Name.Length: > 0 });
        var problems = result.Problems
            .Where(problem => !byRef[problem.Object].Faults.Cover(problem.Path) && !Follows(problem, isSure))
            .Select(problem => Locate(problem, byRef[problem.Object]))
            .Concat(set.Problems);
        if (objects.Policies.Count == 0) problems = problems.Append(NoPolicy(source));
        return new FolderCompilation(result.Snapshot, [.. problems.InOrder()]);
    }

    private static FolderCompilation WithoutOthers(FolderCompilation compiled) =>
        compiled with { Problems = [.. compiled.Problems.Where(problem => problem.Reason != ProblemReasons.OtherGateway)] };

    /// <param name="isSure">Whether every manifest said what it is: what is not there may else be in one that did not.</param>
    private static bool Follows(ObjectProblem problem, bool isSure) =>
        problem.Reason == ProblemReasons.RefNotUsable || (problem.Reason == ProblemReasons.RefNotFound && !isSure);

    private static ManifestProblem Locate(ObjectProblem problem, ManifestObject item)
    {
        var position = item.Positions.Find(problem.Path);
        return new ManifestProblem(item.File, position.Line, position.Column, problem.Object, problem.Path, problem.Message) { Severity = problem.Severity, Reason = problem.Reason };
    }

    private static ManifestProblem NoPolicy(string source) =>
        new(source, 1, 1, null, "", $"no {nameof(RoutingPolicy)}: nothing is served") { Severity = ProblemSeverity.Note };
}
