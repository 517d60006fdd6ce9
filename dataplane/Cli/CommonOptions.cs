using System.CommandLine;
using System.Globalization;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Options that several verbs share.</summary>
public static class CommonOptions
{
    public static Option<string> Manifests(bool required = true) => new("--manifests", "-m")
    {
        Description = "Folder with ModelTier, RoutingPolicy, CanaryRollout, Secret and EndpointSlice manifests (*.yaml, *.yml, *.json)",
        HelpName = "DIR",
        Required = required,
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

    /// <summary>Above 0.</summary>
    public static Option<double> TokensPerSecond(string description)
    {
        var option = new Option<double>("--tokens-per-second") { Description = description, DefaultValueFactory = _ => 200 };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, CultureInfo.InvariantCulture, out var given) && !(given > 0 && double.IsFinite(given)))
                result.AddError($"{option.Name} must be above 0.");
        });
        return option;
    }

    /// <summary>At least 1.</summary>
    public static Option<int> Count(string name, string description, int standard)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var given) && given < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }

    public static string[] Split(string list) => list.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
