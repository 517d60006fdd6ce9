using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>An upstream that fails before its first byte: the client gets an answer of another tier, or an error of ours that says whose fault it is.</summary>
public sealed class FailureDrillTests
{
    public static TheoryData<string, bool, string> BeforeTheFirstByte => new()
    {
        { "reset", false, "reset" }, { "reset", true, "reset" },
        { "close", false, "reset" }, { "close", true, "reset" },
        { "garbage", false, "unparsable" }, { "garbage", true, "unparsable" },
        { "cut=0", false, "reset" }, { "cut=0", true, "reset" },
        { "end=0", false, "unparsable" }, { "end=0", true, "truncated" },
        { "error-event=0", true, "error_event" },
        { "status=500", false, "server_error" }, { "status=500", true, "server_error" },
        { "status=502", false, "server_error" }, { "status=503", false, "unavailable" }, { "status=503", true, "unavailable" },
        { "status=429;retry-after=7", false, "too_many_requests" }, { "status=429", true, "too_many_requests" },
        { "status=401", false, "misconfigured" }, { "status=403", true, "misconfigured" },
        { "status=404", false, "misconfigured" }, { "status=405", false, "misconfigured" }, { "status=302", false, "misconfigured" },
        { "hang", false, "total_timeout" }, { "hang", true, "first_token_timeout" }, { "hang-after-headers", true, "first_token_timeout" },
    };

    private const string Impatient = "timeouts: {connect: 250ms, firstToken: 150ms, idle: 150ms, total: 300ms}";

    [Theory]
    [MemberData(nameof(BeforeTheFirstByte))]
    public async Task A_failure_before_the_first_byte_is_answered_by_the_fallback_tier(string fault, bool stream, string kind)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = fault.StartsWith("hang", StringComparison.Ordinal) ? Impatient : "" });
        drill.FailWeak(fault);
        var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed() : Prompts.Chat())).IsOk();

        Assert.Equal(("strong", "strong-model", "true", "2"), (answer["x-llm-tier"], answer["x-llm-model"], answer["x-llm-fallback"], answer["x-llm-attempts"]));
        await drill.Router.CountsAsync(1, "llm_requests_total", ("model", "strong-model"), ("status", "200"));
        var metrics = await drill.Router.MetricsAsync();
        Assert.Equal(1, metrics.Value("llm_requests_total"));
        Assert.Equal(1, metrics.Value("llm_upstream_failures_total"));
        Assert.Equal(1, metrics.Value("llm_upstream_failures_total", ("tier", "weak"), ("kind", kind)));
        Assert.Equal(1, metrics.Value("llm_fallbacks_total", ("policy", "default"), ("from", "weak"), ("to", "strong")));
        Assert.Equal(0, metrics.Value("llm_retries_total"));
        Assert.Equal((1, 1), (drill.Weak[0].State.Received, drill.Strong[0].State.Received));
    }

    [Theory]
    [InlineData("reset", 502, "upstream_reset", null)]
    [InlineData("garbage", 502, "upstream_unparsable", null)]
    [InlineData("status=500", 502, "upstream_server_error", null)]
    [InlineData("status=503;retry-after=9", 503, "upstream_unavailable", "9")]
    [InlineData("status=503", 503, "upstream_unavailable", "1")]
    [InlineData("status=429;retry-after=7", 429, "upstream_rate_limited", "7")]
    [InlineData("status=429", 429, "upstream_rate_limited", "1")]
    [InlineData("status=401", 502, "upstream_misconfigured", null)]
    [InlineData("status=403", 502, "upstream_misconfigured", null)]
    [InlineData("status=404", 502, "upstream_misconfigured", null)]
    [InlineData("hang", 504, "upstream_timeout", null)]
    public async Task With_nothing_left_to_try_the_client_learns_whose_fault_it_is(string fault, int status, string code, string? retryAfter)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Fallbacks = "", WeakSpec = Impatient });
        drill.FailWeak(fault);
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsError(status, code);

        Assert.Equal(("weak", "1", retryAfter), (answer["x-llm-tier"], answer["x-llm-attempts"], answer["retry-after"]));
        Assert.NotNull(answer["x-request-id"]);
        await drill.Router.CountsAsync(1, "llm_requests_total", ("model", "weak-model"), ("status", status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(0, drill.Strong[0].State.Received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refused_connection_falls_back_and_ejects_the_endpoint_at_once(bool stream)
    {
        using var refused = new RefusedPort();
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [refused.Port] });
        var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed() : Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "2"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "connect_failure"));
        await drill.Router.CountsAsync(1, "llm_endpoint_ejected", ("tier", "weak"));
    }

    [Fact]
    public async Task All_tiers_down_is_a_502_that_names_the_last_one_asked()
    {
        await using var drill = await Drill.StartAsync();
        drill.FailWeak("reset");
        drill.FailStrong("status=500");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsError(502, "upstream_server_error");
        Assert.Equal(("strong", "2"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
        await drill.Router.CountsAsync(1, "llm_requests_total", ("status", "502"));
        await drill.Router.CountsAsync(2, "llm_upstream_failures_total");
    }

    [Fact]
    public async Task A_tier_without_endpoints_is_skipped_and_no_attempt_is_counted()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0 });
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "true", "1"), (answer["x-llm-tier"], answer["x-llm-fallback"], answer["x-llm-attempts"]));
        await drill.Router.CountsAsync(1, "llm_fallbacks_total", ("from", "weak"), ("to", "strong"));
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }

    [Fact]
    public async Task No_endpoint_anywhere_is_a_503_with_retry_after()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, Strong = 0 });
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "no_endpoints");
        Assert.NotNull(answer["retry-after"]);
        Assert.Equal("0", answer["x-llm-attempts"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task The_clients_own_mistake_is_relayed_and_blames_no_upstream(int status)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "circuitBreaker: {consecutiveFailures: 1}" });
        drill.FailWeak($"status={status}");
        var answer = await drill.Router.AskAsync(Prompts.Streamed());
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/json", answer["content-type"]);
        Assert.Equal(("weak", "false", "1"), (answer["x-llm-tier"], answer["x-llm-fallback"], answer["x-llm-attempts"]));
        Assert.NotNull(answer.Json["error"]!["message"]);
        await drill.Router.CountsAsync(1, "llm_requests_total", ("model", "weak-model"), ("status", status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(0, "llm_circuit_breaker_state", ("provider", "weak"));
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(413, false)]
    [InlineData(422, true)]
    public async Task What_only_a_fallback_refuses_is_answered_with_why_it_was_asked(int status, bool stream)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { StrongSpec = "circuitBreaker: {consecutiveFailures: 1}" });
        drill.FailWeak("status=503;retry-after=9");
        drill.FailStrong($"status={status}");
        var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed() : Prompts.Chat())).IsError(503, "upstream_unavailable");
        Assert.Equal(("weak", "false", "2", "9"), (answer["x-llm-tier"], answer["x-llm-fallback"], answer["x-llm-attempts"], answer["retry-after"]));
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"));
        await drill.Router.CountsAsync(0, "llm_circuit_breaker_state", ("provider", "strong"));
        Assert.Equal((1, 1), (drill.Weak[0].State.Received, drill.Strong[0].State.Received));
    }

    [Fact]
    public async Task What_only_a_fallback_refuses_is_the_outage_of_a_tier_that_could_not_be_asked()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0 });
        drill.FailStrong("status=400");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "no_endpoints");
        Assert.Equal(("weak", "1"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
    }

    [Fact]
    public async Task After_a_fallback_that_refuses_the_next_one_is_asked()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Others = ["third"], Fallbacks = "fallbacks: [{from: weak, to: [strong, third]}]", Known = ["third"] });
        drill.FailWeak("status=500");
        drill.FailStrong("status=400");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("third", "3"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
    }

    [Fact]
    public async Task What_a_larger_tier_refuses_of_a_prompt_that_was_only_too_long_is_the_clients_400()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Simulators = o => o.Model == "weak-model" ? o with { MaxModelLen = 20 } : o });
        drill.FailStrong("status=400");
        var answer = await drill.Router.AskAsync(Prompts.Chat(string.Concat(Enumerable.Repeat("hello ", 100))));
        Assert.Equal((400, "strong", "2"), (answer.Status, answer["x-llm-tier"], answer["x-llm-attempts"]));
    }

    [Fact]
    public async Task A_context_that_only_the_upstream_could_count_goes_to_a_larger_tier()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Simulators = o => o.Model == "weak-model" ? o with { MaxModelLen = 20 } : o });
        var answer = (await drill.Router.AskAsync(Prompts.Chat(string.Concat(Enumerable.Repeat("hello ", 100))))).IsOk();
        Assert.Equal(("strong", "true", "2"), (answer["x-llm-tier"], answer["x-llm-fallback"], answer["x-llm-attempts"]));
        await drill.Router.CountsAsync(1, "llm_fallbacks_total");
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }

    [Theory]
    [InlineData("/v1/responses", "The engine prompt length 227861 exceeds the max_model_len 131072. Please reduce prompt.")]
    [InlineData("/v1/chat/completions", "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens. Please reduce the length of the messages or completion.")]
    [InlineData("/v1/chat/completions", "The prompt (total length 6287) is too long to fit into the model (context length 4096). Make sure that `max_model_len` is no smaller than the number of text tokens plus multimodal tokens.")]
    [InlineData("/v1/chat/completions", "You passed 10243 input tokens and requested 6142 output tokens. However, the model's context length is only 16384 tokens, resulting in a maximum input length of 10242 tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=10243)")]
    public async Task Every_wording_of_vLLM_for_a_full_context_goes_to_a_larger_tier_without_blame(string path, string message)
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendJsonAsync($$$"""{"error":{"message":"{{{message}}}","type":"invalid_request_error","param":"input","code":400}}""", "400 Bad Request");
            await c.UntilClosedAsync();
        });
        const string spec = "capabilities: [Chat, Responses]";
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = spec, StrongSpec = spec });
        var body = path == "/v1/responses" ? """{"model":"auto","input":"hi"}""" : Prompts.Chat();
        Assert.Equal("strong", (await drill.Router.AskAsync(body, path)).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }

    [Theory]
    [InlineData("""{"error":{"message":"[{'type': 'extra_forbidden', 'loc': ('body', 'note'), 'msg': 'Extra inputs are not permitted', 'input': 'exceeds the max_model_len 131072'}]","type":"Bad Request","param":null,"code":400}}""")]
    [InlineData("""{"error":{"message":"max_model_len is no parameter of a request","type":"Bad Request","param":null,"code":400}}""")]
    [InlineData("""{"error":{"message":"Invalid stop","input":"This model's maximum context length is 8192 tokens. context_length_exceeded"}}""")]
    [InlineData("""{"object":"error","message":"Invalid stop","body":"maximum model length of 8192","code":400}""")]
    [InlineData("""{"detail":[{"input":"maximum context length is 8192 tokens"}]}""")]
    public async Task A_refusal_that_only_repeats_such_words_is_the_clients_400(string body)
    {
        var answer = await RefusedAsync(body);
        Assert.Equal((400, "weak", "1"), (answer.Status, answer["x-llm-tier"], answer["x-llm-attempts"]));
    }

    [Theory]
    [InlineData("""{"object":"error","message":"This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.","type":"BadRequestError","param":null,"code":400}""")]
    [InlineData("""{"error":{"message":"Too long.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""")]
    [InlineData("""{"error":{"message":"The decoder prompt (length 9000) is longer than the maximum model length of 8192. Make sure that `max_model_len` is no smaller.","code":400}}""")]
    [InlineData("""{"error":{"message":"'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context length is 4096 tokens and your request has 16 input tokens (5000 > 4096 - 16).","code":400}}""")]
    public async Task A_full_context_is_told_by_message_or_code_wherever_a_server_writes_them(string body) =>
        Assert.Equal("strong", (await RefusedAsync(body)).IsOk()["x-llm-tier"]);

    [Theory]
    [InlineData("""{"error":"`inputs` must have less than 512 tokens. Given: 700","error_type":"validation"}""", "`inputs` must have less than 512 tokens. Given: 700")]
    [InlineData("""{"detail":"Unsupported \"format\""}""", "Unsupported \"format\"")]
    [InlineData("""{"detail":[{"loc":["body","n"],"msg":"too many"}]}""", "The model's server refused the request and did not say why.")]
    [InlineData("""{"error":{"code":1234}}""", "The model's server refused the request and did not say why.")]
    [InlineData("""{"error":null}""", "The model's server refused the request and did not say why.")]
    [InlineData("[]", "The model's server refused the request and did not say why.")]
    [InlineData("<html>", "The model's server refused the request and did not say why.")]
    public async Task A_refusal_in_another_shape_is_told_in_OpenAIs(string body, string message)
    {
        var answer = (await RefusedAsync(body)).IsError(400, "upstream_refused");
        Assert.Equal(("invalid_request_error", message), (answer.ErrorType, (string?)answer.Json["error"]!["message"]));
    }

    [Theory]
    [InlineData("""{"object":"error","message":"Invalid stop","type":"BadRequestError","param":null,"code":400}""")]
    [InlineData("""{"error":{"message":"Invalid stop","type":"BadRequestError","param":null,"code":400}}""")]
    public async Task What_a_refusal_in_OpenAIs_shape_says_is_relayed(string body)
    {
        var answer = await RefusedAsync(body);
        Assert.Equal((400, "Invalid stop", "BadRequestError"), (answer.Status, (string?)answer.Json["error"]!["message"], answer.ErrorType));
    }

    private static async Task<Answer> RefusedAsync(string body)
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendJsonAsync(body, "400 Bad Request");
            await c.UntilClosedAsync();
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        return await drill.Router.AskAsync(Prompts.Chat());
    }

    [Fact]
    public async Task A_prompt_too_long_for_its_tier_finds_one_that_is_no_fallback()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Fallbacks = "", WeakContext = 1000 });
        var answer = (await drill.Router.AskAsync(Prompts.Chat(new string('a', 8000)))).IsOk();
        Assert.Equal(("strong", "1"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
        Assert.EndsWith("context:weak->strong", answer["x-llm-decision"], StringComparison.Ordinal);
        Assert.Equal(0, drill.Weak[0].State.Received);
    }

    [Fact]
    public async Task A_context_that_no_tier_has_is_the_clients_400()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Simulators = o => o with { MaxModelLen = 20 } });
        (await drill.Router.AskAsync(Prompts.Chat(string.Concat(Enumerable.Repeat("hello ", 100))))).IsError(400, "context_length_exceeded", "messages");
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(1, "llm_attempts_given_up_total", ("tier", "weak"), ("kind", "context_exceeded"));
        await drill.Router.CountsAsync(1, "llm_attempts_given_up_total", ("tier", "strong"), ("kind", "context_exceeded"));
        Assert.Equal((1, 1), (drill.Weak[0].State.Received, drill.Strong[0].State.Received));
    }
}
