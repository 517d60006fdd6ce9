using System.Net;
using LlmRouting.Operator.Runtime.Health;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Tests.Runtime.Health;

public sealed class HealthEndpointsTests : IAsyncLifetime
{
    private readonly TaskCompletionSource tiers = new();
    private readonly Readiness readiness = new();
    private string? trouble;
    private bool installed;
    private readonly OperatorMetrics metrics = new();
    private readonly WebApplication app;
    private HttpClient http = null!;

    public HealthEndpointsTests()
    {
        readiness.Add("policies", Task.CompletedTask, () => trouble);
        readiness.Add("modeltiers", tiers.Task, () => installed ? null : "the CRD is not installed");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapHealth(readiness, metrics);
    }

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Alive_before_it_is_ready()
    {
        Assert.Equal("ok\n", await http.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task Ready_once_every_cache_is_filled_and_says_what_is_missing_and_why()
    {
        using var early = await http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.Equal("[+]policies ok\n[-]modeltiers the CRD is not installed\n", await early.Content.ReadAsStringAsync());
        (installed, trouble) = (true, "namespace b may not be read");
        tiers.SetResult();
        Assert.Equal("[+]policies ok, but namespace b may not be read\n[+]modeltiers ok\n", await http.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task Metrics_in_the_type_that_Prometheus_asks_for()
    {
        metrics.Counter("a_total", "As.").Increment();
        using var answer = await http.GetAsync("/metrics");
        Assert.Equal(OperatorMetrics.ContentType, answer.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("a_total 1\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
