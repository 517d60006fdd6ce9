using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Caching;

/// <summary>The exact response cache over HTTP (S3.7a).</summary>
public sealed class CacheDrillTests
{
    private const string Cold = ",\"temperature\":0";

    private static Task<Drill> StartAsync(DrillPlan? plan = null) => Drill.StartAsync((plan ?? new DrillPlan()) with { Policy = "cache: {mode: Exact, ttl: 1h}" });

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(true, ",\"stream_options\":{\"include_usage\":true}")]
    public async Task The_second_time_the_same_bytes_come_from_the_cache(bool stream, string more)
    {
        await using var drill = await StartAsync(new DrillPlan { WeakSpec = "pricing: {inputPer1kTokens: \"1\", outputPer1kTokens: \"1\"}" });
        var body = stream ? Prompts.Streamed(more: Cold + more) : Prompts.Chat(more: Cold);
        var first = (await drill.Router.AskAsync(body)).IsOk();
        await drill.Router.CountsAsync(1, "llm_requests_total");
        var cost = (await drill.Router.MetricsAsync()).Value("llm_estimated_cost_dollars");
        var second = (await drill.Router.AskAsync(body)).IsOk();
        Assert.Equal(("miss", "hit"), (first["x-llm-cache"], second["x-llm-cache"]));
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first["content-type"], second["content-type"]);
        Assert.Equal(("1", "0"), (first["x-llm-attempts"], second["x-llm-attempts"]));
        Assert.NotEqual(first["x-request-id"], second["x-request-id"]);
        Assert.Equal(1, drill.Received);
        await drill.Router.CountsAsync(2, "llm_requests_total", ("status", "200"));
        await drill.Router.CountsAsync(1, "llm_cache_hits_total");
        await drill.Router.CountsAsync(1, "llm_cache_misses_total");
        Assert.Equal(cost, (await drill.Router.MetricsAsync()).Value("llm_estimated_cost_dollars"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"temperature\":0.5")]
    [InlineData(",\"temperature\":0,\"n\":2")]
    [InlineData(",\"temperature\":0,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]")]
    public async Task What_may_differ_the_next_time_is_not_cached(string more)
    {
        await using var drill = await StartAsync(new DrillPlan { WeakSpec = "capabilities: [Chat, Tools]" });
        for (var i = 0; i < 2; i++) Assert.Null((await drill.Router.AskAsync(Prompts.Chat(more: more))).IsOk()["x-llm-cache"]);
        Assert.Equal(2, drill.Received);
        await drill.Router.CountsAsync(0, "llm_cache_misses_total");
    }

    [Fact]
    public async Task No_caller_gets_anothers_answer()
    {
        var (one, two) = (Keys.Create("one"), Keys.Create("two"));
        await using var drill = await StartAsync(new DrillPlan { Documents = [one.Manifest, two.Manifest], Router = o => o with { Auth = AuthMode.ApiKey } });
        Assert.Equal("miss", (await drill.Router.AskAsync(Prompts.Chat(more: Cold), Prompts.ChatPath, one.Header)).IsOk()["x-llm-cache"]);
        Assert.Equal("miss", (await drill.Router.AskAsync(Prompts.Chat(more: Cold), Prompts.ChatPath, two.Header)).IsOk()["x-llm-cache"]);
        Assert.Equal("hit", (await drill.Router.AskAsync(Prompts.Chat(more: Cold), Prompts.ChatPath, one.Header)).IsOk()["x-llm-cache"]);
        Assert.Equal(2, drill.Received);
    }

    [Theory]
    [InlineData("cut=3", 200)]
    [InlineData("end=3", 200)]
    [InlineData("error-event=3", 200)]
    [InlineData("status=400", 400)]
    public async Task A_broken_answer_is_never_kept(string fault, int status)
    {
        await using var drill = await StartAsync();
        drill.FailWeak(fault + ";count=1");
        Assert.Equal(status, (await drill.Router.AskAsync(Prompts.Streamed(more: Cold))).Status);
        var second = (await drill.Router.AskAsync(Prompts.Streamed(more: Cold))).IsOk();
        Assert.Equal(("miss", "[DONE]"), (second["x-llm-cache"], second.Events[^1]));
    }

    [Theory]
    [InlineData("\"content_filter\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task An_answer_that_does_not_say_that_it_is_whole_is_not_kept(string reason)
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            while (await c.ReadRequestAsync() is not null) await c.SendJsonAsync(Prompts.Whole.Replace("\"stop\"", reason, StringComparison.Ordinal));
        });
        await using var drill = await StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        for (var i = 0; i < 2; i++) Assert.Equal("miss", (await drill.Router.AskAsync(Prompts.Chat(more: Cold))).IsOk()["x-llm-cache"]);
    }

    [Theory]
    [InlineData("/v1/embeddings", "Embeddings", "{\"model\":\"auto\",\"input\":\"hi\"}", "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5]}]}")]
    [InlineData("/v1/responses", "Responses", "{\"model\":\"auto\",\"input\":\"hi\",\"temperature\":0}", "{\"object\":\"response\",\"status\":\"completed\",\"output\":[]}")]
    public async Task An_answer_that_has_no_finish_reason_by_nature_is_kept(string path, string capability, string body, string answer)
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            while (await c.ReadRequestAsync() is not null) await c.SendJsonAsync(answer);
        });
        await using var drill = await StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = $"capabilities: [Chat, {capability}]" });
        (await drill.Router.AskAsync(body, path)).IsOk();
        Assert.Equal("hit", (await drill.Router.AskAsync(body, path)).IsOk()["x-llm-cache"]);
    }

    [Fact]
    public async Task An_answer_of_a_fallback_is_not_kept_for_the_tier_that_failed()
    {
        await using var drill = await StartAsync();
        drill.FailWeak("status=500;count=1");
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Chat(more: Cold))).IsOk()["x-llm-tier"]);
        var second = (await drill.Router.AskAsync(Prompts.Chat(more: Cold))).IsOk();
        Assert.Equal(("weak", "miss"), (second["x-llm-tier"], second["x-llm-cache"]));
    }

    [Fact]
    public async Task A_cached_answer_is_served_while_the_tier_is_down()
    {
        await using var drill = await StartAsync(new DrillPlan { Fallbacks = "" });
        (await drill.Router.AskAsync(Prompts.Chat(more: Cold))).IsOk();
        drill.FailWeak("status=500");
        Assert.Equal("hit", (await drill.Router.AskAsync(Prompts.Chat(more: Cold))).IsOk()["x-llm-cache"]);
    }
}
