using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>vLLM and SGLang send 200 before they look at a streamed request, so that what would be a 400 comes as the stream's first event.</summary>
public sealed class OpeningErrorTests
{
    [Theory]
    [InlineData("""{"error":{"message":"The decoder prompt (length 9000) is longer than the maximum model length of 8192. Make sure that `max_model_len` is no smaller.","type":"BadRequestError","param":null,"code":400}}""")]
    [InlineData("""{"error":{"message":"Too long.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""")]
    public async Task A_full_context_that_a_stream_begins_with_goes_to_a_larger_tier_without_blame_or_charge(string error)
    {
        await using var upstream = Upstream(error);
        await using var drill = await StartAsync(upstream);
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal(("strong", "2", 1), (answer["x-llm-tier"], answer["x-llm-attempts"], upstream.Connections));
        await BlamesNobodyAsync(drill);
        Assert.Equal(0, (await drill.Router.MetricsAsync()).Value("llm_input_tokens_total", ("model", "weak-model")));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_refusal_that_a_stream_begins_with_is_relayed_under_its_own_status_and_blames_nobody(int status)
    {
        var error = $$$"""{"error":{"message":"Failed to compile the grammar.","type":"BadRequestError","param":null,"code":{{{status}}}}}""";
        await using var upstream = Upstream(error);
        await using var drill = await StartAsync(upstream);
        var answer = await drill.Router.AskAsync(Prompts.Streamed());
        Assert.Equal((status, "application/json", error), (answer.Status, answer["content-type"], answer.Text));
        Assert.Equal(("weak", "1", 1), (answer["x-llm-tier"], answer["x-llm-attempts"], upstream.Connections));
        await drill.Router.CountsAsync(1, "llm_requests_total", ("model", "weak-model"), ("status", status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await BlamesNobodyAsync(drill);
        Assert.Equal(0, (await drill.Router.MetricsAsync()).Value("llm_input_tokens_total"));
    }

    [Theory]
    [InlineData("EngineCore encountered an issue. See stack trace (above) for the root cause.")]
    [InlineData("Background loop has errored already.")]
    [InlineData("Engine loop is not running. Inspect the stacktrace to find the original error.")]
    [InlineData("CUDA error: an illegal memory access was encountered")]
    [InlineData("Internal server error")]
    [InlineData("")]
    public async Task A_dead_engine_that_calls_itself_a_400_keeps_the_blame(string message)
    {
        await using var upstream = Upstream($$$"""{"error":{"message":"{{{message}}}","type":"BadRequestError","param":null,"code":400}}""");
        await using var drill = await StartAsync(upstream);
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Streamed())).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "error_event"));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("404")]
    [InlineData("null")]
    [InlineData("\"server_error\"")]
    public async Task Any_other_error_that_a_stream_begins_with_is_the_servers_failure(string code)
    {
        await using var upstream = Upstream($$$"""{"error":{"message":"No.","type":"SomeError","param":null,"code":{{{code}}}}}""");
        await using var drill = await StartAsync(upstream);
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Streamed())).IsOk()["x-llm-tier"]);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "error_event"));
    }

    [Fact]
    public async Task After_the_first_choice_a_400_is_the_servers_failure()
    {
        const string error = """{"error":{"message":"Failed to compile the grammar.","type":"BadRequestError","param":null,"code":400}}""";
        await using var upstream = new ScriptedUpstream(c => StreamAsync(c, Prompts.Event("a"), $"data: {error}\n\n", Prompts.Done));
        await using var drill = await StartAsync(upstream);
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Contains(error, answer.Text, StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "error_event"));
    }

    private static Task<Drill> StartAsync(ScriptedUpstream upstream) =>
        Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = "circuitBreaker: {consecutiveFailures: 1}" });

    private static async Task BlamesNobodyAsync(Drill drill)
    {
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(0, "llm_retries_total");
        await drill.Router.CountsAsync(0, "llm_circuit_breaker_state", ("provider", "weak"));
    }

    private static ScriptedUpstream Upstream(string error) => new(c => StreamAsync(c, $"data: {error}\n\n", Prompts.Done));

    private static async Task StreamAsync(ScriptedConnection connection, params string[] events)
    {
        await connection.ReadRequestAsync();
        await connection.SendStreamHeadAsync();
        foreach (var one in events) await connection.SendChunkAsync(one);
        await connection.SendAsync("0\r\n\r\n");
        connection.Close();
    }
}
