using System.CommandLine;

namespace LlmRouting.DataPlane.Cli;

/// <summary>The command line: one class a verb.</summary>
public static class RootCommands
{
    public static RootCommand Build(CommandContext context) => new(
        """
        LLM Routing: an OpenAI-compatible router for fleets of open models.

        Try it without a cluster or a GPU:
          serve --manifests samples/quickstart --simulate
        """)
    {
        ServeCommand.Build(context),
        SimulateCommand.Build(context),
        ValidateCommand.Build(context),
        RouteCommand.Build(context),
        KeysCommand.Build(context),
    };
}
