using System.CommandLine;
using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Cli;

/// <summary><c>validate</c>: every problem with file and line; exit 1 if any is an error.</summary>
public static class ValidateCommand
{
    private static readonly Option<string> Manifests = CommonOptions.Manifests();
    private static readonly Option<string> Gateway = CommonOptions.Gateway();

    public static Command Build(CommandContext context)
    {
        var command = new Command("validate", "Print every problem of a folder of manifests with file and line; exit 1 if there is any") { Manifests, Gateway };
        command.SetAction(parsed => Run(context, parsed.GetRequiredValue(Manifests), parsed.GetRequiredValue(Gateway)));
        return command;
    }

    private static int Run(CommandContext context, string folder, string gateway)
    {
        if (FolderCheck.Load(context, folder, gateway) is not { } compiled) return 1;
        var snapshot = compiled.Snapshot;
        context.Print($"{folder}: ok, revision {snapshot.Revision}: {snapshot.Policies.Count} policies, {snapshot.Tiers.Count} tiers, {snapshot.Splits.Count} canaries, {snapshot.Keys.Count} keys");
        return 0;
    }
}
