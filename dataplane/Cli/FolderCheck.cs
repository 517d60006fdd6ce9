using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Compiles a folder and prints every problem.</summary>
public static class FolderCheck
{
    /// <summary>Null where the folder cannot be served; why has been printed.</summary>
    public static FolderCompilation? Load(CommandContext context, string folder, string gateway)
    {
        if (!Directory.Exists(folder))
        {
            context.PrintError($"There is no folder {folder}.");
            return null;
        }

        var compiled = new FolderSource(folder, gateway).Compile();
        foreach (var problem in compiled.Problems) context.PrintError(problem.ToString());
        if (compiled.HasErrors)
        {
            context.PrintError($"{folder} cannot be served: {ProblemCount.Words(compiled.Problems.Count(p => p.Severity == ProblemSeverity.Error))}, listed above.");
            return null;
        }

        if (compiled.Snapshot.Policies.Count > 0) return compiled;
        context.PrintError($"{folder} has no RoutingPolicy for gateway '{gateway}': nothing would be served. samples/quickstart shows one.");
        return null;
    }
}
