using System.CommandLine;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Options that several verbs share.</summary>
public static class CommonOptions
{
    public static Option<string> Manifests() => new("--manifests", "-m")
    {
        Description = "Folder with ModelTier, RoutingPolicy, CanaryRollout, Secret and EndpointSlice manifests (*.yaml, *.yml, *.json)",
        HelpName = "DIR",
        Required = true,
    };

    public static Option<string> Gateway() => new("--gateway")
    {
        Description = "Name of the gateway whose policies are served (spec.gatewayRef)",
        HelpName = "NAME",
        DefaultValueFactory = _ => "default",
    };

    /// <summary>A Go-style duration; null where it was not given, which means <paramref name="standard"/>.</summary>
    public static Option<TimeSpan?> Duration(string name, string description, string standard) => new(name)
    {
        Description = $"{description} [default: {standard}]",
        HelpName = "DURATION",
        CustomParser = DurationArgument.Parse,
    };

    public static string[] Split(string list) => list.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
