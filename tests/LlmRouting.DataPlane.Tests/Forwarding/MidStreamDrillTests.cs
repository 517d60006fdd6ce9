using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>An upstream that fails after the first byte: complete events, then an error event in OpenAI's shape, then a clean end.</summary>
public sealed class MidStreamDrillTests
{
    [Theory]
    [InlineData("cut=4", "truncated")]
    [InlineData("end=4", "truncated")]
    [InlineData("stall=4", "idle_timeout")]
    [InlineData("cut=4;chunk=5", "truncated")]
    public async Task A_stream_that_breaks_ends_in_an_error_event_and_cleanly(string fault, string kind)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "timeouts: {connect: 1s, firstToken: 10s, idle: 250ms, total: 20s}" });
        drill.FailWeak(fault);
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();

        Assert.Equal("text/event-stream", answer["content-type"]);
        Assert.Equal(("weak", "1"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
        Assert.EndsWith("\n\n", answer.Text, StringComparison.Ordinal);
        Assert.Equal(5, answer.Events.Count);
        Assert.All(answer.Events.SkipLast(1), e => Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(e)!["choices"]![0]));
        var error = System.Text.Json.Nodes.JsonNode.Parse(answer.Events[^1])!["error"]!;
        Assert.Equal(("api_error", "upstream_" + kind), ((string?)error["type"], (string?)error["code"]));
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", kind));
        await drill.Router.CountsAsync(1, "llm_usage_estimated_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(0, "llm_fallbacks_total");
        await drill.Router.CountsAsync(0, "llm_retries_total");
        Assert.Equal(0, drill.Strong[0].State.Received);
    }

    [Fact]
    public async Task An_error_event_after_the_first_choice_is_relayed_as_it_is_and_ends_the_stream()
    {
        await using var drill = await Drill.StartAsync();
        drill.FailWeak("error-event=4");
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal(5, answer.Events.Count);
        Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(answer.Events[^1])!["error"]!["message"]);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "error_event"));
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_an_event_never_splices_it()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            await c.SendChunkAsync(Prompts.Event("one"));
            await c.SendChunkAsync("data: {\"choices\":[{\"del");
            // Only once the router has the half is the reset in the middle of it.
            await c.SendAsync("5\r\n");
            c.Close();
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.StartsWith(Prompts.Event("one") + "data: {\"error\":", answer.Text, StringComparison.Ordinal);
        Assert.Equal(2, answer.Events.Count);
    }

    [Fact]
    public async Task The_total_cuts_a_stream_that_never_ends()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (await timer.WaitForNextTickAsync()) await c.SendChunkAsync(Prompts.Event("x"));
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = "timeouts: {connect: 250ms, firstToken: 700ms, idle: 700ms, total: 700ms}" });
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Contains("upstream_total_timeout", answer.Events[^1], StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "total_timeout"));
    }

    [Fact]
    public async Task A_connection_cut_after_DONE_is_a_whole_answer()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            await c.SendChunkAsync(Prompts.Event("one") + Prompts.Finish + Prompts.UsageEvent + Prompts.Done);
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal(Prompts.Event("one") + Prompts.Finish + Prompts.Done, answer.Text);
        await drill.Router.CountsAsync(2, "llm_output_tokens_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(0, "llm_usage_estimated_total");
    }
}
