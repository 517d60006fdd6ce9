using System.Text.Json;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>Whose fault it is decides who hears of it.</summary>
public sealed class BlameDrillTests
{
    [Theory]
    [InlineData(402)]
    [InlineData(401)]
    [InlineData(404)]
    public void Our_account_and_address_are_not_the_clients_fault(int status) => Assert.Equal(FailureKind.Misconfigured, UpstreamErrors.KindOf(status));

    [Theory]
    [InlineData("previous_response_id", "\"resp_1\"")]
    [InlineData("background", "true")]
    public async Task What_one_server_remembers_is_refused_and_no_breaker_hears_of_it(string param, string value)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "capabilities: [Chat, Responses]" });
        (await drill.Router.AskAsync($"{{\"model\":\"auto\",\"input\":\"hi\",\"{param}\":{value}}}", "/v1/responses")).IsError(400, "unsupported_parameter", param);
        Assert.Equal(0, drill.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_larger_than_we_read_is_nobodys_failure_and_asked_for_once(bool declared)
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            if (declared) await c.SendAsync($"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {UnaryRelay.MaxBytes + 1}\r\n\r\n{{");
            else await c.SendStreamHeadAsync();
            for (var piece = new byte[1 << 20]; !declared;) await c.SendChunkAsync(piece);
            await c.UntilClosedAsync();
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = "circuitBreaker: {consecutiveFailures: 1}" });
        var refused = (await drill.Router.AskAsync(Prompts.Chat())).IsError(413, "answer_too_large");
        Assert.Equal(("weak", "1", 1, 0), (refused["x-llm-tier"], refused["x-llm-attempts"], upstream.Connections, drill.Received));
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(1, "llm_attempts_given_up_total", ("tier", "weak"), ("kind", "too_large"));
        await drill.Router.CountsAsync(0, "llm_circuit_breaker_state", ("provider", "weak"));
    }

    [Fact]
    public async Task An_answer_the_router_has_no_memory_for_is_nobodys_failure_and_what_was_held_is_free_again()
    {
        var letters = 900_000;
        await using var upstream = new ScriptedUpstream(async c =>
        {
            while (await c.ReadRequestAsync() is not null) await c.SendJsonAsync(Prompts.Whole.Replace("fine", new string('a', letters), StringComparison.Ordinal));
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], Router = options => options with { MaxInFlightBytes = 400_000 } });
        (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "overloaded");
        Assert.Equal(0, drill.Received);
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(1, "llm_attempts_given_up_total", ("tier", "weak"), ("kind", "overloaded"));
        letters = 200_000;
        for (var i = 0; i < 4; i++) (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
    }

    [Fact]
    public async Task What_a_server_was_not_started_for_is_its_own_400_word_for_word_and_nobody_else_is_asked()
    {
        const string tools = "capabilities: [Chat, Tools]";
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = tools, StrongSpec = tools, Simulators = options => options with { AutoToolChoice = false } });
        var answer = await drill.Router.AskAsync("""{"model":"auto","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f"}}]}""");
        Assert.Equal((400, "weak", "1"), (answer.Status, answer["x-llm-tier"], answer["x-llm-attempts"]));
        const string words = "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set";
        Assert.Equal($$$"""{"error":{"message":{{{JsonSerializer.Serialize(words)}}},"type":"BadRequestError","param":null,"code":400}}""", answer.Text);
        Assert.Equal(1, drill.Received);
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }

    [Fact]
    public async Task A_tier_without_endpoints_costs_its_fallback_no_retries()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, Retry = "retry: {attempts: 0, budget: {percent: 0, minPerSecond: 0}}" });
        for (var i = 0; i < 3; i++) Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(3, "llm_fallbacks_total");
        await drill.Router.CountsAsync(0, "llm_retry_budget_exhausted_total");
    }

    [Fact]
    public async Task A_fallback_that_the_budget_forbids_is_not_counted_as_made_and_is_logged()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Retry = "retry: {attempts: 0, budget: {percent: 0, minPerSecond: 0}}" });
        drill.FailWeak("status=500");
        var refused = (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "retry_budget_exhausted");
        Assert.Equal(("default", "weak", "1"), (refused["x-llm-policy"], refused["x-llm-tier"], refused["x-llm-attempts"]));
        Assert.NotNull(refused["x-llm-decision"]);
        await drill.Router.CountsAsync(0, "llm_fallbacks_total");
        await drill.Router.CountsAsync(1, "llm_retry_budget_exhausted_total", ("tier", "strong"));
        Assert.Contains("Retry budget of tier strong is exhausted", drill.Router.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vote_for_a_fallbacks_answer_counts_for_the_tier_that_gave_it()
    {
        await using var drill = await Drill.StartAsync();
        drill.FailWeak("status=500");
        var id = (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-request-id"];
        (await drill.Router.AskAsync($$"""{"request_id":"{{id}}","rating":"down"}""", "/v1/feedback")).IsOk();
        await drill.Router.CountsAsync(1, "llm_feedback_total", ("tier", "strong"), ("rating", "1"));
    }

    [Fact]
    public async Task Who_leaves_before_a_unary_answer_has_used_its_prompt()
    {
        await using var drill = await Drill.StartAsync();
        drill.FailWeak("hang");
        using var leaving = new CancellationTokenSource();
        var asking = drill.Router.SendAsync(Prompts.Chat("a prompt of some length"), cancellation: leaving.Token);
        await drill.Weak[0].State.WaitUntilAsync(state => state.Received == 1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await drill.Router.CountsAsync(1, "llm_requests_total", ("status", "499"));
        Assert.True((await drill.Router.MetricsAsync()).Value("llm_input_tokens_total", ("model", "weak-model")) > 0);
        await drill.Router.CountsAsync(1, "llm_usage_estimated_total");
    }
}
