using LlmRouting.DataPlane.Cli;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Cli;

[Collection(nameof(ProcessEnvironment))]
public sealed class SocketThreadsTests
{
    [Theory]
    [InlineData(null, "1")]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    public void Sockets_go_on_inline_unless_the_environment_says_otherwise(string? given, string expected)
    {
        var before = Environment.GetEnvironmentVariable(SocketThreads.Switch);
        try
        {
            Environment.SetEnvironmentVariable(SocketThreads.Switch, given);
            SocketThreads.GoOnInline();
            Assert.Equal(expected, Environment.GetEnvironmentVariable(SocketThreads.Switch));
        }
        finally
        {
            Environment.SetEnvironmentVariable(SocketThreads.Switch, before);
        }
    }
}
