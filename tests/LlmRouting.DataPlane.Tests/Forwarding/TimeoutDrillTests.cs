using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>The four timeouts and what each of them is for.</summary>
public sealed class TimeoutDrillTests
{
    [Fact]
    public async Task A_unary_answer_longer_than_firstToken_and_idle_is_not_cut()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            WeakSpec = "timeouts: {connect: 1s, firstToken: 100ms, idle: 100ms, total: 20s}",
            Simulators = o => o with { TimeToFirstToken = TimeSpan.FromMilliseconds(800) },
        });
        Assert.Equal("weak", (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }

    [Fact]
    public async Task A_unary_body_that_trickles_is_cut_by_the_total_only()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendAsync("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (await timer.WaitForNextTickAsync()) await c.SendAsync(" ");
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], Fallbacks = "", WeakSpec = "timeouts: {connect: 250ms, firstToken: 600ms, idle: 600ms, total: 600ms}" });
        (await drill.Router.AskAsync(Prompts.Chat())).IsError(504, "upstream_timeout");
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "total_timeout"));
    }

    [Fact]
    public async Task A_slow_first_token_falls_back_S0_14()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "timeouts: {connect: 1s, firstToken: 1500ms, idle: 10s, total: 20s}" });
        drill.FailWeak("first-token-delay=15s");
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal(("strong", "true"), (answer["x-llm-tier"], answer["x-llm-fallback"]));
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "first_token_timeout"));
        using var late = new CancellationTokenSource(Eventually.Deadline);
        await drill.Weak[0].State.WaitUntilAsync(s => s.Cancelled == 1, late.Token);
    }

    [Fact]
    public async Task A_slow_first_token_with_nothing_to_fall_back_to_is_a_504()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Fallbacks = "", WeakSpec = "timeouts: {connect: 1s, firstToken: 200ms, idle: 10s, total: 20s}" });
        drill.FailWeak("first-token-delay=15s");
        (await drill.Router.AskAsync(Prompts.Streamed())).IsError(504, "upstream_first_token_timeout");
    }

    [Fact]
    public async Task Comments_do_not_count_as_a_first_token()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
            while (await timer.WaitForNextTickAsync()) await c.SendChunkAsync(": keep-alive\n\n");
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = "timeouts: {connect: 1s, firstToken: 300ms, idle: 10s, total: 20s}" });
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Streamed())).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("kind", "first_token_timeout"));
    }

    [Fact]
    public async Task A_stream_longer_than_idle_and_firstToken_is_not_cut_while_it_speaks()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            WeakSpec = "timeouts: {connect: 1s, firstToken: 2s, idle: 700ms, total: 20s}",
            Simulators = o => o with { TokensPerSecond = 10, OutputTokens = 14 },
        });
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal("[DONE]", answer.Events[^1]);
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }
}
