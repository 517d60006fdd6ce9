using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Cli;

namespace LlmRouting.DataPlane.Tests.Cli;

public sealed class AuthDefaultTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", AuthMode.None)]
    [InlineData("http://[::1]:8080", AuthMode.None)]
    [InlineData("http://localhost:8080", AuthMode.None)]
    [InlineData("http://0.0.0.0:8080", null)]
    [InlineData("http://*:8080", null)]
    [InlineData("http://[::]:8080", null)]
    [InlineData("http://10.0.0.7:8080", null)]
    public void Without_a_word_only_loopback_is_open(string url, AuthMode? expected) => Assert.Equal(expected, AuthDefault.For(null, [url]));

    [Fact]
    public void One_address_beyond_loopback_is_enough_to_ask() => Assert.Null(AuthDefault.For(null, ["http://127.0.0.1:1", "http://10.0.0.1:1"]));

    [Theory]
    [InlineData(AuthMode.None)]
    [InlineData(AuthMode.ApiKey)]
    public void What_was_asked_for_holds_anywhere(AuthMode asked) => Assert.Equal(asked, AuthDefault.For(asked, ["http://0.0.0.0:8080"]));
}
