using System.Net;
using System.Net.Sockets;
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
    public async Task A_connection_that_does_not_stand_in_time_falls_back()
    {
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        using var queued = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await queued.ConnectAsync(full.LocalEndPoint!);
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Weak = 0, WeakPorts = [((IPEndPoint)full.LocalEndPoint!).Port], WeakSpec = "timeouts: {connect: 300ms, firstToken: 1h, idle: 1h, total: 1h}",
        });
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "2"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "connect_failure"));
    }

    [Fact]
    public async Task The_total_runs_over_all_attempts_at_a_tier_together()
    {
        var time = new ManualTime();
        using var asked = new SemaphoreSlim(0);
        var fail = new TaskCompletionSource();
        async Task Script(ScriptedConnection c)
        {
            if ((await c.ReadRequestAsync())?.StartsWith("POST", StringComparison.Ordinal) != true) return;
            var isSecond = fail.Task.IsCompleted;
            asked.Release();
            if (isSecond) await c.UntilClosedAsync();
            await fail.Task;
            await c.SendJsonAsync("{}", "500 Internal Server Error");
        }

        await using ScriptedUpstream one = new(Script), two = new(Script);
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Weak = 0, WeakPorts = [one.Port, two.Port], Time = time, Fallbacks = "", WeakSpec = "timeouts: {connect: 10s, firstToken: 60s, idle: 60s, total: 60s}",
        });
        var asking = drill.Router.AskAsync(Prompts.Chat());
        await asked.WaitAsync();
        time.Advance(TimeSpan.FromSeconds(40));
        fail.SetResult();
        // The second attempt follows the first at once but for a back-off of a millisecond.
        await Eventually.IsAsync(() => { time.Advance(TimeSpan.FromMilliseconds(1)); return asked.Wait(0); }, () => "there is no second attempt");
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("2", (await asking).IsError(504, "upstream_timeout")["x-llm-attempts"]);
    }

    [Fact]
    public async Task A_back_off_beyond_the_total_is_followed_by_no_attempt_blame_or_charge()
    {
        var time = new ManualTime();
        using var asked = new SemaphoreSlim(0);
        var fail = new TaskCompletionSource();
        async Task Script(ScriptedConnection c)
        {
            if ((await c.ReadRequestAsync())?.StartsWith("POST", StringComparison.Ordinal) != true) return;
            asked.Release();
            await fail.Task;
            await c.SendJsonAsync("{}", "500 Internal Server Error");
        }

        await using ScriptedUpstream one = new(Script), two = new(Script);
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Weak = 0, WeakPorts = [one.Port, two.Port], Time = time, Fallbacks = "", WeakSpec = "timeouts: {connect: 10s, firstToken: 60s, idle: 60s, total: 60s}",
            Retry = "retry: {attempts: 2, backoff: {base: 4s, max: 4s}}",
        });
        var asking = drill.Router.AskAsync(Prompts.Chat());
        await asked.WaitAsync();
        time.Advance(TimeSpan.FromSeconds(59));
        fail.SetResult();
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total");
        await Eventually.IsAsync(() => { time.Advance(TimeSpan.FromSeconds(1)); return asking.IsCompleted; }, () => "the request does not end");
        Assert.Equal("1", (await asking)["x-llm-attempts"]);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(0, "llm_usage_estimated_total");
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
            WeakSpec = "timeouts: {connect: 1s, firstToken: 3s, idle: 2s, total: 60s}",
            Simulators = o => o with { TokensPerSecond = 10, OutputTokens = 35 },
        });
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal("[DONE]", answer.Events[^1]);
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }
}
