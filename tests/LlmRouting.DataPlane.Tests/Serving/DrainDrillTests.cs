using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>Requests that are open when the router is told to stop.</summary>
public sealed class DrainDrillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ManualTime time = new();

    [Fact]
    public async Task A_stream_that_outlasts_the_drain_ends_in_an_error_event_and_cleanly()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            await c.SendChunkAsync(Prompts.Event("one"));
            await c.UntilClosedAsync();
        });
        await using var drill = await StartAsync(upstream);
        using var response = await drill.Router.SendAsync(Prompts.Streamed());
        var stop = await StopAsync(drill);
        time.Advance(Patience);

        var answer = (await Answer.ReadAsync(response)).IsOk();
        Assert.StartsWith(Prompts.Event("one") + "data: {\"error\":", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\"router_stopping\"", answer.Events[^1], StringComparison.Ordinal);
        Assert.EndsWith("\n\n", answer.Text, StringComparison.Ordinal);
        await stop;
        Assert.DoesNotContain("Upstream failed", drill.Router.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_without_an_answer_by_then_is_a_503_that_says_so_and_no_fallback(bool streamed)
    {
        var asked = new TaskCompletionSource();
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            asked.SetResult();
            await c.UntilClosedAsync();
        });
        await using var drill = await StartAsync(upstream);
        var asking = drill.Router.AskAsync(streamed ? Prompts.Streamed() : Prompts.Chat());
        await asked.Task;
        var stop = await StopAsync(drill);
        time.Advance(Patience);

        var refused = (await asking).IsError(503, "router_stopping");
        Assert.Equal("1", refused["retry-after"]);
        Assert.Equal(0, drill.Received);
        await stop;
        Assert.DoesNotContain("Upstream failed", drill.Router.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_ends_within_the_drain_is_whole()
    {
        var end = new TaskCompletionSource();
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            await c.SendChunkAsync(Prompts.Event("one"));
            await end.Task;
            await c.SendChunkAsync(Prompts.Finish + Prompts.Done);
            await c.SendChunkAsync("");
            await c.UntilClosedAsync();
        });
        await using var drill = await StartAsync(upstream);
        using var response = await drill.Router.SendAsync(Prompts.Streamed());
        var stop = await StopAsync(drill);
        time.Advance(Patience - TimeSpan.FromSeconds(1));
        end.SetResult();

        Assert.Equal(Prompts.Event("one") + Prompts.Finish + Prompts.Done, (await Answer.ReadAsync(response)).IsOk().Text);
        await stop;
    }

    private Task<Drill> StartAsync(ScriptedUpstream upstream) => Drill.StartAsync(new DrillPlan
    {
        Weak = 0,
        WeakPorts = [upstream.Port],
        WeakSpec = "timeouts: {connect: 1s, firstToken: 10m, idle: 10m, total: 1h}",
        Router = o => o with { ShutdownTimeout = Patience },
        Time = time,
    });

    /// <summary>As SIGTERM does; returns the task of the stop once it has begun.</summary>
    private static async Task<Task> StopAsync(Drill drill)
    {
        var stop = drill.Router.StopAsync();
        await Eventually.IsAsync(async () => (await drill.Router.AdminAsync("/ready")).Status == 503, () => Task.FromResult("the router does not stop"));
        return stop;
    }
}
