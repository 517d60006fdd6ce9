using LlmRouting.DataPlane.Cli;
using LlmRouting.DataPlane.Tests.Harness;
using Spectre.Console;

namespace LlmRouting.DataPlane.Tests.Cli;

[Collection(nameof(ProcessEnvironment))]
public sealed class TerminalTests
{
    /// <summary>Both make Spectre.Console write ANSI to wherever it writes.</summary>
    [Theory]
    [InlineData("TERM", "xterm-256color")]
    [InlineData("GITHUB_ACTIONS", "true")]
    public void What_is_no_terminal_gets_no_escape_codes(string variable, string value)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            using var file = new StringWriter();
            Terminal.On(file, noColor: null).MarkupLine("[bold]LLM Routing[/] [red]error:[/]");
            Assert.Equal("LLM Routing error:\n", file.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }
}
