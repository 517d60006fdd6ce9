using System.CommandLine;
using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Cli;

/// <summary><c>validate</c>: every problem with file and line; exit 1 if any is an error.</summary>
public static class ValidateCommand
{
    private static readonly Option<string> Manifests = CommonOptions.Manifests();
    private static readonly Option<string?> Gateway = new("--gateway") { Description = "Look at one gateway's policies only (spec.gatewayRef) [default: every gateway that a policy names]", HelpName = "NAME" };

    public static Command Build(CommandContext context)
    {
        var command = new Command("validate", "Print every problem of a folder of manifests with file and line; exit 1 if there is any") { Manifests, Gateway };
        command.SetAction(parsed => Run(context, parsed.GetRequiredValue(Manifests), parsed.GetValue(Gateway)));
        return command;
    }

    private static int Run(CommandContext context, string folder, string? gateway)
    {
        var compiled = gateway is null ? FolderCheck.LoadAll(context, folder) : FolderCheck.Load(context, folder, gateway) is { } only ? [only] : null;
        foreach (var snapshot in compiled?.Select(one => one.Snapshot) ?? [])
        {
            context.Print(
                $"{folder}: ok, gateway {snapshot.Gateway}, revision {snapshot.Revision}: {snapshot.Policies.Count} policies, {snapshot.Tiers.Count} tiers, "
                + $"{snapshot.Endpoints.Sum(endpoints => endpoints.BaseUrls.Count)} endpoints, {snapshot.Splits.Count} canaries, {snapshot.Keys.Count} keys");
        }

        return compiled is null ? 1 : 0;
    }
}
