using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>A stream is whole when it says [DONE], or when every choice has its finish_reason; nothing less passes for an answer.</summary>
public sealed class WholeStreamTests
{
    private const string Cached = "cache: {mode: Exact, ttl: 1h, includeSampled: true}";

    private static string Choice(int index, string text, string finish = "null") =>
        $"data: {{\"choices\":[{{\"index\":{index},\"delta\":{{\"content\":\"{text}\"}},\"finish_reason\":{finish}}}]}}\n\n";

    [Fact]
    public async Task With_two_choices_one_finish_reason_is_half_an_answer()
    {
        var answer = await AskAsync(",\"n\":2", Choice(0, "a"), Choice(1, "b"), Choice(0, "", "\"stop\""), Choice(1, "torn"));
        Assert.Contains("upstream_truncated", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_two_choices_two_finish_reasons_are_enough()
    {
        var answer = await AskAsync(",\"n\":2", Choice(0, "a", "\"stop\""), Choice(1, "b", "\"stop\""));
        Assert.DoesNotContain("error", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_after_the_first_choice_is_not_the_clients_to_parse()
    {
        var answer = await AskAsync("", Choice(0, "a"), "data: {\"choices\":[{\"del\n\n", "data: [DONE]\n\n");
        Assert.DoesNotContain("{\"choices\":[{\"del\n", answer.Text, StringComparison.Ordinal);
        Assert.Contains("upstream_unparsable", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_without_a_single_choice_is_no_answer()
    {
        await using var upstream = Upstream("data: [DONE]\n\n");
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Streamed())).IsOk()["x-llm-tier"]);
    }

    [Fact]
    public async Task A_stream_without_its_last_word_is_not_kept_for_the_next()
    {
        await using var upstream = Upstream(Choice(0, "a", "\"stop\""));
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], Policy = Cached });
        (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal("miss", (await drill.Router.AskAsync(Prompts.Streamed())).IsOk()["x-llm-cache"]);
    }

    [Fact]
    public async Task An_empty_finish_reason_is_none()
    {
        var answer = await AskAsync("", Choice(0, "a", "\"\""), Choice(0, "torn", "\"\""));
        Assert.Contains("upstream_truncated", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_gave_up_is_not_whole_and_not_told_as_such()
    {
        var answer = await AskAsync("", Choice(0, "a"), Choice(0, "", "\"abort\""), Prompts.Done);
        Assert.Contains("upstream_truncated", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"abort\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_gave_up_before_its_first_word_is_asked_elsewhere()
    {
        await using var upstream = Upstream(Choice(0, "", "\"abort\""), Prompts.Done);
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Streamed())).IsOk()["x-llm-tier"]);
    }

    [Fact]
    public async Task An_answer_of_which_one_choice_was_given_up_is_asked_elsewhere()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendJsonAsync("""{"choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"},{"index":1,"message":{"content":"to"},"finish_reason":"abort"}]}""");
            await c.UntilClosedAsync();
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Chat(more: ",\"n\":2"))).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "truncated"));
    }

    private static async Task<Answer> AskAsync(string more, params string[] events)
    {
        await using var upstream = Upstream(events);
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        return (await drill.Router.AskAsync(Prompts.Chat(more: more + ",\"stream\":true"))).IsOk();
    }

    private static ScriptedUpstream Upstream(params string[] events) => new(async c =>
    {
        await c.ReadRequestAsync();
        await c.SendStreamHeadAsync();
        foreach (var one in events) await c.SendChunkAsync(one);
        await c.SendAsync("0\r\n\r\n");
        c.Close();
    });
}
