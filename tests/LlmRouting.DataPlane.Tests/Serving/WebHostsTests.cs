using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Tests.Harness;
using Microsoft.AspNetCore.Builder;

namespace LlmRouting.DataPlane.Tests.Serving;

[Collection(nameof(ProcessEnvironment))]
public sealed class WebHostsTests
{
    [Theory]
    [InlineData("Kestrel__Endpoints__Open__Url")]
    [InlineData("ASPNETCORE_Kestrel__Endpoints__Open__Url")]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("URLS")]
    [InlineData("ASPNETCORE_HTTP_PORTS")]
    public async Task Nothing_but_the_given_urls_is_listened_on(string variable)
    {
        Environment.SetEnvironmentVariable(variable, variable.EndsWith("PORTS", StringComparison.Ordinal) ? "0" : "http://127.0.0.2:0");
        try
        {
            await using var app = WebHosts.Create(new RouterOptions { Manifests = "none" }, ["http://127.0.0.1:0"]);
            await app.StartAsync();
            Assert.StartsWith("http://127.0.0.1:", Assert.Single(app.Urls), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
