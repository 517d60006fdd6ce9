using LlmRouting.DataPlane.Cli;
using Spectre.Console;

var context = new CommandContext(
    AnsiConsole.Console,
    AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
    TimeProvider.System,
    new Random());
return await RootCommands.Build(context).Parse(args).InvokeAsync();
