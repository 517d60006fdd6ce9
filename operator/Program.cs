using System.CommandLine;
using LlmRouting.Operator.Cli;

var noColor = Environment.GetEnvironmentVariable("NO_COLOR");

// Longer than a lease takes to give back and running reconciles to end.
return await OperatorCommand.Build(Terminal.On(Console.Out, noColor), Terminal.On(Console.Error, noColor), TimeProvider.System, new Random())
    .Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
