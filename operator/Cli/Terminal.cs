using Spectre.Console;

namespace LlmRouting.Operator.Cli;

/// <summary>Colours are for people: a file, a pipe and whoever sets NO_COLOR get plain text.</summary>
internal static class Terminal
{
    /// <param name="noColor">The environment's NO_COLOR; counts unless empty (no-color.org).</param>
    public static IAnsiConsole On(TextWriter writer, string? noColor)
    {
        var output = new AnsiConsoleOutput(writer);
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal && string.IsNullOrEmpty(noColor) ? AnsiSupport.Detect : AnsiSupport.No,
            // They would take a CI system's log for a terminal.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
    }
}
