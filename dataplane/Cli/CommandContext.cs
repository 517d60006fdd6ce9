using Spectre.Console;

namespace LlmRouting.DataPlane.Cli;

/// <summary>What verbs take from the outside.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Everything that is not a result.</param>
/// <param name="Time">The clock.</param>
/// <param name="Chance">Where random choices come from.</param>
public sealed record CommandContext(IAnsiConsole Out, IAnsiConsole Error, TimeProvider Time, Random Chance)
{
    /// <summary>Text that is never wrapped or styled: for what other programs read.</summary>
    public void Print(string text) => Out.Profile.Out.Writer.WriteLine(text);

    public void PrintError(string text) => Error.Profile.Out.Writer.WriteLine(text);
}
