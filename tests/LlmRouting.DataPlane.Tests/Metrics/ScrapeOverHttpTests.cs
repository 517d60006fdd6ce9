using LlmRouting.DataPlane.Metrics;
using Microsoft.AspNetCore.Builder;

namespace LlmRouting.DataPlane.Tests.Metrics;

public class ScrapeOverHttpTests
{
    [Fact]
    public async Task A_scrape_is_answered_in_text_format_0_0_4()
    {
        using var metrics = new RouterMetrics();
        using var exposition = new PrometheusExposition(metrics.Meter);
        await using var server = await LoopbackServer.Start(app => app.MapGet("/metrics", context => exposition.WriteAsync(context.Response)));
        metrics.RetryBudgetExhausted("large");
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.Address, "/metrics"));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("\nllm_retry_budget_exhausted_total{tier=\"large\"} 1\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gauge_that_throws_fails_the_scrape_instead_of_hiding_in_it()
    {
        using var metrics = new RouterMetrics();
        using var exposition = new PrometheusExposition(metrics.Meter);
        metrics.ObserveInFlight(() => throw new InvalidOperationException("broken"));
        await using var server = await LoopbackServer.Start(app => app.MapGet("/metrics", context => exposition.WriteAsync(context.Response)));
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.Address, "/metrics"));
        Assert.Equal(500, (int)answer.StatusCode);
    }
}
