using System.CommandLine;
using LlmRouting.DataPlane.Cli;
using Spectre.Console;

// Before anything makes a socket.
SocketThreads.GoOnInline();

var context = new CommandContext(
    AnsiConsole.Console,
    AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
    TimeProvider.System,
    new Random());

// Longer than any --drain-for, which ends the program; the command line's own 2 s would cut open streams.
return await RootCommands.Build(context).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromHours(2) });
