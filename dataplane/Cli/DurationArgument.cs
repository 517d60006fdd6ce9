using System.CommandLine.Parsing;
using LlmRouting.Contract.Validation;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Go-style durations on the command line, as in manifests.</summary>
public static class DurationArgument
{
    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (GoDuration.TryParse(text, out var value)) return value;
        result.AddError($"'{text}' is not a duration; write one as 20ms, 2s or 1m30s.");
        return null;
    }
}
