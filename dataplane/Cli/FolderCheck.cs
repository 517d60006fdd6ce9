using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Validation;
using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Compiles a folder and prints every problem.</summary>
public static class FolderCheck
{
    /// <summary>For one gateway. Null where the folder cannot be served; why has been printed.</summary>
    public static FolderCompilation? Load(CommandContext context, string folder, string gateway)
    {
        if (!Exists(context, folder)) return null;
        var compiled = new FolderSource(folder, gateway).Compile();
        return IsInOrder(context, folder, compiled.Problems) && Serves(context, folder, $" for gateway '{gateway}'", compiled) ? compiled : null;
    }

    /// <summary>For every gateway that a policy names. Null where any of them cannot be served.</summary>
    public static IReadOnlyList<FolderCompilation>? LoadAll(CommandContext context, string folder)
    {
        if (!Exists(context, folder)) return null;
        var compiled = ManifestCompiler.CompileGateways(folder, new CompileOptions { AllowInsecureUpstreams = true });
        return IsInOrder(context, folder, [.. compiled.SelectMany(one => one.Problems).InOrder()]) && Serves(context, folder, "", compiled[0]) ? compiled : null;
    }

    private static bool Exists(CommandContext context, string folder)
    {
        if (Directory.Exists(folder)) return true;
        context.PrintError($"There is no folder {folder}.");
        return false;
    }

    private static bool IsInOrder(CommandContext context, string folder, IReadOnlyList<ManifestProblem> problems)
    {
        foreach (var problem in problems) context.PrintError(problem.ToString());
        var errors = problems.Count(problem => problem.Severity == ProblemSeverity.Error);
        if (errors > 0) context.PrintError($"{folder} cannot be served: {ProblemCount.Words(errors)}, listed above.");
        return errors == 0;
    }

    private static bool Serves(CommandContext context, string folder, string whose, FolderCompilation compiled)
    {
        if (compiled.Snapshot.Policies.Count > 0) return true;
        context.PrintError($"{folder} has no RoutingPolicy{whose}: nothing would be served. samples/quickstart shows one.");
        return false;
    }
}
