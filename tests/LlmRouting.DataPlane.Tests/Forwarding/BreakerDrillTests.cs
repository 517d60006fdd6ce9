using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>S3.8 over HTTP.</summary>
public sealed class BreakerDrillTests
{
    private readonly ManualTime time = new();

    private async Task<Drill> OpenAsync(string fallbacks)
    {
        var drill = await Drill.StartAsync(new DrillPlan { Time = time, Fallbacks = fallbacks, WeakSpec = "circuitBreaker: {consecutiveFailures: 5, openFor: 30s, successThreshold: 3}" });
        drill.FailWeak("status=500");
        for (var i = 0; i < 5; i++) await drill.Router.AskAsync(Prompts.Chat());
        Assert.Equal(5, drill.Weak[0].State.Received);
        return drill;
    }

    [Fact]
    public async Task Five_failures_open_it_and_the_sixth_request_asks_nobody()
    {
        await using var drill = await OpenAsync("");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "circuit_open");
        Assert.Equal(("30", "0"), (answer["retry-after"], answer["x-llm-attempts"]));
        Assert.Equal(5, drill.Weak[0].State.Received);
        Assert.Equal(1, (await drill.Router.MetricsAsync()).Value("llm_circuit_breaker_state", ("provider", "weak")));
        var health = await drill.Router.AdminAsync("/health");
        Assert.Equal((200, "degraded", "open"), (health.Status, (string?)health.Json["status"], (string?)health.Json["circuits"]!["weak"]!["state"]));
    }

    [Fact]
    public async Task An_open_tier_is_skipped_for_its_fallback_without_an_attempt()
    {
        await using var drill = await OpenAsync("fallbacks: [{from: weak, to: [strong]}]");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "true", "1"), (answer["x-llm-tier"], answer["x-llm-fallback"], answer["x-llm-attempts"]));
        Assert.Equal(5, drill.Weak[0].State.Received);
        await drill.Router.CountsAsync(6, "llm_fallbacks_total");
        await drill.Router.CountsAsync(5, "llm_upstream_failures_total");
    }

    [Fact]
    public async Task After_its_time_three_probes_that_succeed_close_it()
    {
        await using var drill = await OpenAsync("");
        drill.Weak[0].SetFault(null);
        time.Advance(TimeSpan.FromSeconds(30));
        for (var probe = 1; probe <= 3; probe++)
        {
            await drill.Router.CountsAsync(2, "llm_circuit_breaker_state", ("provider", "weak"));
            (await drill.Router.AskAsync(probe == 2 ? Prompts.Streamed() : Prompts.Chat())).IsOk();
        }

        await drill.Router.CountsAsync(0, "llm_circuit_breaker_state", ("provider", "weak"));
    }

    [Fact]
    public async Task A_probe_that_fails_opens_it_again()
    {
        await using var drill = await OpenAsync("");
        time.Advance(TimeSpan.FromSeconds(30));
        (await drill.Router.AskAsync(Prompts.Chat())).IsError(502, "upstream_server_error");
        (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "circuit_open");
        Assert.Equal(6, drill.Weak[0].State.Received);
    }

    [Fact]
    public async Task One_probe_at_a_time_and_a_client_that_leaves_frees_its_place()
    {
        await using var drill = await OpenAsync("");
        time.Advance(TimeSpan.FromSeconds(30));
        drill.FailWeak("hang");
        using var leave = new CancellationTokenSource();
        var probe = drill.Router.SendAsync(Prompts.Chat(), cancellation: leave.Token);
        await drill.Weak[0].State.WaitUntilAsync(s => s.Received == 6);
        (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "circuit_open");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        await drill.Router.CountsAsync(1, "llm_requests_total", ("status", "499"));
        drill.Weak[0].SetFault(null);
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        await drill.Router.CountsAsync(2, "llm_circuit_breaker_state", ("provider", "weak"));
    }

    [Fact]
    public async Task A_stream_is_a_passed_probe_when_it_begins_and_not_when_it_ends()
    {
        await using var drill = await OpenAsync("");
        time.Advance(TimeSpan.FromSeconds(30));
        drill.FailWeak("stall=3");
        var open = new List<HttpResponseMessage>();
        for (var probe = 1; probe <= 3; probe++)
        {
            open.Add(await drill.Router.SendAsync(Prompts.Streamed()));
            Assert.Equal(200, (int)open[^1].StatusCode);
        }

        await drill.Router.CountsAsync(0, "llm_circuit_breaker_state", ("provider", "weak"));
        open.ForEach(stream => stream.Dispose());
        await drill.Router.CountsAsync(3, "llm_requests_total", ("status", "499"));
        drill.Weak[0].SetFault(null);
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
    }

    [Fact]
    public async Task A_probe_that_breaks_after_it_has_begun_opens_it_again()
    {
        await using var drill = await OpenAsync("");
        time.Advance(TimeSpan.FromSeconds(30));
        drill.FailWeak("cut=3");
        (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        await drill.Router.CountsAsync(1, "llm_circuit_breaker_state", ("provider", "weak"));
        (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "circuit_open");
    }
}
