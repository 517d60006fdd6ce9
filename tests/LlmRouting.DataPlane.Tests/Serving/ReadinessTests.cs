using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.DataPlane.Tests.Serving;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData(true, false, 200)]
    [InlineData(true, true, 503)]
    [InlineData(false, false, 503)]
    public async Task A_router_that_stops_or_knows_nothing_yet_asks_for_no_requests(bool configured, bool stopping, int status)
    {
        var http = new DefaultHttpContext();
        await new Readiness(() => configured, new CancellationToken(stopping)).HandleAsync(http);
        Assert.Equal(status, http.Response.StatusCode);
    }

    [Fact]
    public async Task Ready_ends_while_open_requests_go_on()
    {
        var files = new ManifestFiles();
        files.Write("all.yaml", ManifestText.Tier("weak"), ManifestText.Policy("models: [auto]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]"));
        await using var router = await RouterUnderTest.StartAsync(files, o => o with { Simulate = true, SimulatedTokensPerSecond = 0.5, ShutdownTimeout = TimeSpan.FromMinutes(1) });
        Assert.True((bool)(await router.AdminAsync("/ready")).IsOk().Json["ready"]!);
        Task stop;
        using (await router.SendAsync(Prompts.Streamed()))
        {
            stop = router.StopAsync();
            await Eventually.IsAsync(async () => (await router.AdminAsync("/ready")).Status == 503, () => Task.FromResult("a router that stops stays ready"));
            Assert.False(stop.IsCompleted);
        }

        await stop;
    }
}
