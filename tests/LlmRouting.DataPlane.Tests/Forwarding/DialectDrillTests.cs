using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>The same rules hold for every dialect.</summary>
public sealed class DialectDrillTests
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["/v1/chat/completions"] = """{"model":"auto","messages":[{"role":"user","content":"hello"}]STREAM}""",
        ["/v1/completions"] = """{"model":"auto","prompt":"hello"STREAM}""",
        ["/v1/responses"] = """{"model":"auto","input":"hello"STREAM}""",
        ["/v1/embeddings"] = """{"model":"auto","input":"hello"}""",
    };

    private const string All = "capabilities: [Chat, Completions, Responses, Embeddings]";

    private static Task<Drill> StartAsync() => Drill.StartAsync(new DrillPlan { WeakSpec = All, StrongSpec = All });

    private static string Body(string path, bool stream) => Bodies[path].Replace("STREAM", stream ? ",\"stream\":true" : "", StringComparison.Ordinal);

    [Theory]
    [InlineData("/v1/chat/completions", false)]
    [InlineData("/v1/chat/completions", true)]
    [InlineData("/v1/completions", false)]
    [InlineData("/v1/completions", true)]
    [InlineData("/v1/responses", false)]
    [InlineData("/v1/responses", true)]
    [InlineData("/v1/embeddings", false)]
    public async Task An_answer_is_counted_by_the_upstreams_usage_and_a_failure_falls_back(string path, bool stream)
    {
        await using var drill = await StartAsync();
        Assert.Equal("weak", (await drill.Router.AskAsync(Body(path, stream), path)).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(1, "llm_requests_total", ("model", "weak-model"), ("status", "200"));
        await drill.Router.CountsAsync(0, "llm_usage_estimated_total");
        Assert.True((await drill.Router.MetricsAsync()).Value("llm_input_tokens_total", ("model", "weak-model")) > 0);
        foreach (var fault in new[] { "status=500", "garbage", "reset" })
        {
            drill.FailWeak(fault);
            Assert.Equal("strong", (await drill.Router.AskAsync(Body(path, stream), path)).IsOk()["x-llm-tier"]);
        }

        await drill.Router.CountsAsync(3, "llm_fallbacks_total");
        await drill.Router.CountsAsync(3, "llm_upstream_failures_total", ("tier", "weak"));
    }

    [Theory]
    [InlineData("/v1/completions", "cut=4")]
    [InlineData("/v1/completions", "end=4")]
    [InlineData("/v1/responses", "cut=5")]
    [InlineData("/v1/responses", "end=5")]
    public async Task A_broken_stream_ends_in_an_error_event(string path, string fault)
    {
        await using var drill = await StartAsync();
        drill.FailWeak(fault);
        var answer = (await drill.Router.AskAsync(Body(path, true), path)).IsOk();
        Assert.EndsWith("\n\n", answer.Text, StringComparison.Ordinal);
        Assert.Contains("upstream_truncated", answer.Text[answer.Text.LastIndexOf("data: ", StringComparison.Ordinal)..], StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "truncated"));
        await drill.Router.CountsAsync(1, "llm_usage_estimated_total");
    }
}
