using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.DataPlane.Tests.Serving;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 503)]
    public async Task A_router_that_stops_asks_for_no_more_requests(bool stopping, int status)
    {
        var http = new DefaultHttpContext();
        await new Readiness(new CancellationToken(stopping)).HandleAsync(http);
        Assert.Equal(status, http.Response.StatusCode);
    }

    [Fact]
    public async Task A_router_that_serves_is_ready()
    {
        await using var drill = await Drill.StartAsync();
        Assert.True((bool)(await drill.Router.AdminAsync("/ready")).IsOk().Json["ready"]!);
    }
}
