using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>Many prompts in one request: each has the context to itself, and each has an end of its own.</summary>
public sealed class BatchDrillTests
{
    private const string Both = "capabilities: [Chat, Completions, Embeddings]";
    private const string ThreePrompts = """{"model":"auto","prompt":["a","b","c"],"stream":true}""";

    [Theory]
    [InlineData("/v1/embeddings", "input")]
    [InlineData("/v1/completions", "prompt")]
    public async Task Five_hundred_prompts_of_a_hundred_tokens_fit_a_context_of_8k(string path, string name)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = Both, StrongSpec = Both, StrongContext = 8192 });
        var prompts = string.Join(',', Enumerable.Repeat($"\"{new string('a', 400)}\"", 500));
        var answer = (await drill.Router.AskAsync($$"""{"model":"auto","{{name}}":[{{prompts}}]}""", path)).IsOk();
        Assert.Equal(("weak", "1"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
    }

    [Fact]
    public async Task One_prompt_of_a_batch_that_is_too_long_is_still_refused()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = Both, StrongSpec = Both, StrongContext = 8192 });
        var body = $$"""{"model":"auto","input":["short","{{new string('a', 80_000)}}"]}""";
        (await drill.Router.AskAsync(body, "/v1/embeddings")).IsError(400, "context_length_exceeded", "input");
    }

    [Fact]
    public async Task A_stream_cut_after_the_first_of_three_prompts_is_no_whole_answer()
    {
        await using var upstream = Upstream(Choice(0, "x", "null"), Choice(1, "y", "null"), Choice(0, "", "\"stop\""));
        await using var drill = await CanaryAsync(upstream);
        var answer = (await drill.Router.AskAsync(ThreePrompts, "/v1/completions")).IsOk();
        Assert.Contains("upstream_truncated", answer.Events[^1], StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_canary_requests_total", ("side", "canary"), ("outcome", "failure"));
    }

    [Fact]
    public async Task A_stream_cut_after_the_last_of_three_prompts_is_whole()
    {
        await using var upstream = Upstream(Choice(0, "x", "\"stop\""), Choice(2, "z", "\"length\""), Choice(1, "y", "\"stop\""));
        await using var drill = await CanaryAsync(upstream);
        var answer = (await drill.Router.AskAsync(ThreePrompts, "/v1/completions")).IsOk();
        Assert.DoesNotContain("error", answer.Text, StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_canary_requests_total", ("side", "canary"), ("outcome", "success"));
    }

    private static Task<Drill> CanaryAsync(ScriptedUpstream upstream) => Drill.StartAsync(new DrillPlan
    {
        Documents = [ManifestText.Tier("canary"), ManifestText.Slice("canary", 0, upstream.Port), ManifestText.Canary("rollout", "weak", "canary", 100)],
    });

    private static string Choice(int index, string text, string finish) => $"data: {{\"choices\":[{{\"index\":{index},\"text\":\"{text}\",\"finish_reason\":{finish}}}]}}\n\n";

    private static ScriptedUpstream Upstream(params string[] events) => new(async c =>
    {
        await c.ReadRequestAsync();
        await c.SendStreamHeadAsync();
        foreach (var one in events) await c.SendChunkAsync(one);
        c.Close();
    });
}
