using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;
using Spectre.Console;

namespace LlmRouting.Operator.Cli;

/// <summary>The configuration file, or what the command line says in its stead.</summary>
internal static class ConfigurationInput
{
    /// <summary>Null where it cannot be used, which has been said with file and line.</summary>
    public static OperatorConfiguration? Load(string? file, IReadOnlyList<string> namespaces, IAnsiConsole errors)
    {
        if (file is null) return Of(namespaces);
        if (namespaces.Count > 0)
        {
            errors.MarkupLine("[red]error:[/] --namespaces and --config exclude each other: the file names each gateway's namespaces");
            return null;
        }

        try
        {
            var reading = OperatorConfigurationReader.Read(file, File.ReadAllText(file));
            if (reading.Problems.Count == 0) return reading.Value;
            foreach (var problem in reading.Problems) errors.WriteLine(problem.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.MarkupLineInterpolated($"[red]error:[/] {e.Message}");
        }

        return null;
    }

    private static OperatorConfiguration Of(IReadOnlyList<string> namespaces) => namespaces.Count == 0
        ? new OperatorConfiguration()
        : new OperatorConfiguration { Gateways = [new GatewayConfiguration { Name = ApiNames.Default, Namespaces = namespaces }] };
}
