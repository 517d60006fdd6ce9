using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>What is charged where no usage arrives: what may have been computed, as well as it can be told.</summary>
public sealed class UncountedUsageTests
{
    private const string Priced = "pricing: {inputPer1kTokens: \"1\", outputPer1kTokens: \"1\"}";

    private static string Long => Prompts.Chat(new string('a', 4000));

    [Theory]
    [InlineData("{\"index\":0,\"delta\":{\"content\":\"TEXT\"},\"finish_reason\":\"stop\"}", 1000)]
    [InlineData("{\"index\":0,\"delta\":{\"reasoning_content\":\"TEXT\"},\"finish_reason\":\"stop\"}", 1000)]
    [InlineData("{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"TEXT\"}}]},\"finish_reason\":\"tool_calls\"}", 1000)]
    [InlineData("{\"index\":0,\"delta\":{\"content\":\"\\uac00\\uac00\\uac00\\uac00\"},\"finish_reason\":\"stop\"}", 3)]
    [InlineData("{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}", 1)]
    public async Task An_event_of_many_tokens_is_not_charged_as_one(string choice, int tokens)
    {
        var events = $"data: {{\"choices\":[{choice.Replace("TEXT", new string('a', 4000), StringComparison.Ordinal)}]}}\n\n";
        await using var upstream = Streams(events + Prompts.Done);
        await using var drill = await StartAsync(upstream);
        (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        await drill.Router.CountsAsync(tokens, "llm_output_tokens_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(1, "llm_usage_estimated_total");
    }

    [Fact]
    public async Task Completions_and_responses_are_measured_too()
    {
        var text = new string('a', 4000);
        await using var one = Streams($"data: {{\"choices\":[{{\"index\":0,\"text\":\"{text}\",\"finish_reason\":\"stop\"}}]}}\n\n");
        await using var completions = await StartAsync(one);
        (await completions.Router.AskAsync("""{"model":"auto","prompt":"a","stream":true}""", "/v1/completions")).IsOk();
        await completions.Router.CountsAsync(1000, "llm_output_tokens_total");

        var delta = $"event: response.output_text.delta\ndata: {{\"type\":\"response.output_text.delta\",\"delta\":\"{text}\"}}\n\n";
        await using var two = Streams(delta + "event: response.completed\ndata: {\"type\":\"response.completed\"}\n\n");
        await using var responses = await StartAsync(two);
        (await responses.Router.AskAsync("""{"model":"auto","input":"a","stream":true}""", "/v1/responses")).IsOk();
        await responses.Router.CountsAsync(1000, "llm_output_tokens_total");
    }

    [Fact]
    public async Task Embeddings_without_usage_complete_nothing()
    {
        await using var upstream = Upstream(c => c.SendJsonAsync("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8]}]}"""));
        await using var drill = await StartAsync(upstream);
        (await drill.Router.AskAsync("""{"model":"auto","input":"aaaaaaaa"}""", "/v1/embeddings")).IsOk();
        await drill.Router.CountsAsync(6, "llm_input_tokens_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(0, "llm_output_tokens_total");
    }

    [Theory]
    [InlineData("hang", false)]
    [InlineData("hang", true)]
    [InlineData("garbage", false)]
    [InlineData("cut=0", false)]
    [InlineData("error-event=0", true)]
    public async Task An_attempt_that_may_have_been_computed_costs_its_prompt_at_its_own_tier(string fault, bool stream)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = Priced + "\ntimeouts: {connect: 250ms, firstToken: 300ms, idle: 300ms, total: 300ms}" });
        drill.FailWeak(fault);
        var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed(new string('a', 4000)) : Long)).IsOk();
        Assert.Equal("strong", answer["x-llm-tier"]);
        await drill.Router.CountsAsync(1004, "llm_input_tokens_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(1.004, "llm_estimated_cost_dollars", ("model", "weak-model"));
        await drill.Router.CountsAsync(1, "llm_usage_estimated_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(0, "llm_usage_estimated_total", ("model", "strong-model"));
    }

    [Theory]
    [InlineData("status=429")]
    [InlineData("status=503")]
    [InlineData("status=500")]
    [InlineData("status=404")]
    [InlineData("reset")]
    public async Task An_attempt_that_was_turned_away_costs_nothing(string fault)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = Priced });
        drill.FailWeak(fault);
        Assert.Equal("strong", (await drill.Router.AskAsync(Long)).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(1, "llm_requests_total");
        await drill.Router.CountsAsync(0, "llm_input_tokens_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(0, "llm_usage_estimated_total");
    }

    [Fact]
    public async Task A_timeout_with_nothing_after_it_is_charged_once_and_keeps_its_tokens_of_the_limit()
    {
        var key = Keys.Create("free", limitClass: "free");
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            WeakSpec = Priced + "\ntimeouts: {connect: 250ms, firstToken: 300ms, idle: 300ms, total: 300ms}", Fallbacks = "",
            Policy = "rateLimits: [{name: free, limitClass: free, tokens: 100000, window: 24h}]", Documents = [key.Manifest], Router = o => o with { Auth = AuthMode.ApiKey },
        });
        drill.FailWeak("hang");
        (await drill.Router.AskAsync(Long, Prompts.ChatPath, key.Header)).IsError(504, "upstream_timeout");
        await drill.Router.CountsAsync(1004, "llm_input_tokens_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(1, "llm_usage_estimated_total");

        drill.Weak[0].SetFault(null);
        var next = (await drill.Router.AskAsync(Prompts.Chat("a", more: ",\"max_tokens\":1"), Prompts.ChatPath, key.Header)).IsOk();
        Assert.InRange(int.Parse(next["x-ratelimit-remaining-tokens"]!, System.Globalization.CultureInfo.InvariantCulture), 98_900, 99_100);
    }

    private static ScriptedUpstream Streams(string events) => Upstream(async c =>
    {
        await c.SendStreamHeadAsync();
        await c.SendChunkAsync(events);
        await c.SendAsync("0\r\n\r\n");
    });

    private static Task<Drill> StartAsync(ScriptedUpstream upstream) =>
        Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = "capabilities: [Chat, Completions, Responses, Embeddings]" });

    private static ScriptedUpstream Upstream(Func<ScriptedConnection, Task> answer) => new(async c =>
    {
        await c.ReadRequestAsync();
        await answer(c);
        await c.UntilClosedAsync();
    });
}
