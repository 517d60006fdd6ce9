using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>Retries, their budget, and ejection.</summary>
public sealed class RetryDrillTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_endpoint_of_a_tier_is_tried_once_then_the_fallback(bool stream)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 2, Retry = "retry: {attempts: 5, backoff: {base: 1ms, max: 1ms}}" });
        drill.FailWeak("status=500");
        var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed() : Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "3"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
        Assert.All(drill.Weak, simulator => Assert.Equal(1, simulator.State.Received));
        await drill.Router.CountsAsync(1, "llm_retries_total", ("tier", "weak"), ("reason", "server_error"));
        await drill.Router.CountsAsync(2, "llm_upstream_failures_total", ("tier", "weak"));
        await drill.Router.CountsAsync(1, "llm_fallbacks_total");
    }

    [Fact]
    public async Task A_retry_that_succeeds_is_no_fallback()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 2 });
        drill.FailWeak("status=503;count=1");
        drill.Weak[1].SetFault(null);
        for (var i = 0; i < 6; i++)
        {
            var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
            Assert.Equal(("weak", "false"), (answer["x-llm-tier"], answer["x-llm-fallback"]));
        }

        await drill.Router.CountsAsync(6, "llm_requests_total", ("model", "weak-model"), ("status", "200"));
        var metrics = await drill.Router.MetricsAsync();
        Assert.Equal(metrics.Value("llm_upstream_failures_total"), metrics.Value("llm_retries_total", ("tier", "weak"), ("reason", "unavailable")));
        Assert.Equal(0, metrics.Value("llm_fallbacks_total"));
    }

    [Fact]
    public async Task More_attempts_than_allowed_are_not_made()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 3, Fallbacks = "", Retry = "retry: {attempts: 1, backoff: {base: 1ms, max: 1ms}}" });
        drill.FailWeak("status=500");
        Assert.Equal("2", (await drill.Router.AskAsync(Prompts.Chat())).IsError(502, "upstream_server_error")["x-llm-attempts"]);
        Assert.Equal(2, drill.Received);
    }

    [Fact]
    public async Task What_retryOn_does_not_name_is_not_retried()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 2, Fallbacks = "", Retry = "retry: {retryOn: [ConnectFailure]}" });
        drill.FailWeak("status=500");
        Assert.Equal("1", (await drill.Router.AskAsync(Prompts.Chat())).IsError(502, "upstream_server_error")["x-llm-attempts"]);
        Assert.Equal(1, drill.Received);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_exhausted_budget_is_a_503_that_asks_not_to_be_retried(int weak)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Weak = weak,
            Fallbacks = weak == 1 ? "fallbacks: [{from: weak, to: [strong]}]" : "",
            Retry = "retry: {attempts: 2, backoff: {base: 1ms, max: 1ms}, budget: {percent: 0, minPerSecond: 0}}",
        });
        drill.FailWeak("status=500");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "retry_budget_exhausted");
        Assert.Equal(("false", "1"), (answer["x-should-retry"], answer["x-llm-attempts"]));
        Assert.NotNull(answer["retry-after"]);
        Assert.Equal(1, drill.Received);
        await drill.Router.CountsAsync(1, "llm_retry_budget_exhausted_total", ("tier", weak == 1 ? "strong" : "weak"));
        await drill.Router.CountsAsync(0, "llm_retries_total");
        await drill.Router.CountsAsync(0, "llm_fallbacks_total");
    }

    [Fact]
    public async Task An_ejected_endpoint_gets_no_request_until_its_time_is_over()
    {
        var time = new ManualTime();
        using var refused = new RefusedPort();
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakPorts = [refused.Port], Time = time, Retry = "retry: {attempts: 0}", Fallbacks = "" });
        async Task<int> FailuresOfAsync(int requests)
        {
            var failed = 0;
            for (var i = 0; i < requests; i++) failed += (await drill.Router.AskAsync(Prompts.Chat())).Status == 502 ? 1 : 0;
            return failed;
        }

        Assert.Equal(1, await FailuresOfAsync(30));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(1, await FailuresOfAsync(30));
        await drill.Router.CountsAsync(2, "llm_upstream_failures_total", ("kind", "connect_failure"));
    }

    [Fact]
    public async Task A_saturated_tier_is_skipped_without_an_attempt()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "maxInFlight: 1" });
        drill.FailWeak("hang");
        using var leave = new CancellationTokenSource();
        var first = drill.Router.SendAsync(Prompts.Chat(), cancellation: leave.Token);
        await drill.Weak[0].State.WaitUntilAsync(s => s.Received == 1);
        var second = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "true", "1"), (second["x-llm-tier"], second["x-llm-fallback"], second["x-llm-attempts"]));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }
}
