using System.CommandLine;
using LlmRouting.DataPlane.Cli;

// Before anything makes a socket.
SocketThreads.GoOnInline();

var noColor = Environment.GetEnvironmentVariable("NO_COLOR");
var context = new CommandContext(
    Terminal.On(Console.Out, noColor),
    Terminal.On(Console.Error, noColor),
    TimeProvider.System,
    new Random());

// Longer than any --drain-for, which ends the program; the command line's own 2 s would cut open streams.
return await RootCommands.Build(context).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromHours(2) });
