using LlmRouting.DataPlane.Cli;
using LlmRouting.TestKit;
using Spectre.Console;

namespace LlmRouting.DataPlane.Tests.Cli;

/// <summary>One run of the command line in this process.</summary>
public sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static async Task<CommandRun> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new CommandContext(Console(output), Console(error), new ManualTime(), new Random(1));
        var exit = await RootCommands.Build(context).Parse(args).InvokeAsync();
        return new CommandRun(exit, output.ToString(), error.ToString());
    }

    private static IAnsiConsole Console(TextWriter to) => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(to) });
}
