using System.CommandLine;
using LlmRouting.Operator.Cli;
using Spectre.Console;

var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

// Longer than a lease takes to give back and running reconciles to end.
return await OperatorCommand.Build(AnsiConsole.Console, errors, TimeProvider.System, new Random())
    .Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
