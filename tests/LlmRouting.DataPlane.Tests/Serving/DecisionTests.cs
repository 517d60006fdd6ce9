using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>Which tier serves, and what the client is told about it.</summary>
public sealed class DecisionTests
{
    private const string V7 = """
        classifiers: [{name: v7, heuristic: {keywords: [{name: strong, label: complex, any: [refactor, 리팩터], match: Substring}], length: {unit: Chars, max: 500, scope: All, label: complex}, otherwise: simple}}]
        """;

    private const string ByLabel = "routes: [{when: {labels: [complex]}, tier: strong}, {tier: weak}]";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_decision_header_is_there_before_the_first_byte(bool stream)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Routes = ByLabel, Policy = V7, StrongSpec = "pricing: {inputPer1kTokens: \"1\", outputPer1kTokens: \"2\"}" });
        var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed("리팩터 해줘") : Prompts.Chat("리팩터 해줘"))).IsOk();
        Assert.Equal(
            ("default", "strong", "strong-model", "strong-model", "v7", "keyword:strong", "1", "false"),
            (answer["x-llm-policy"], answer["x-llm-tier"], answer["x-llm-model"], answer["X-Selected-Model"], answer["x-llm-classifier"], answer["x-llm-decision"], answer["x-llm-attempts"], answer["x-llm-fallback"]));
        Assert.NotNull(answer["x-request-id"]);
        Assert.True(long.Parse(answer["x-llm-overhead-us"]!, System.Globalization.CultureInfo.InvariantCulture) >= 0);
        Assert.Equal((null, null), (answer["x-llm-canary"], answer["x-llm-cache"]));
        // A stream's cost is a trailer, which Kestrel sends over HTTP/2 only.
        if (!stream) Assert.True(decimal.Parse(answer["x-llm-cost"]!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        await drill.Router.CountsAsync(1, "llm_routing_decisions_total", ("policy", "default"), ("tier", "strong"), ("classifier", "v7"), ("reason", "keyword:strong"));
        await drill.Router.CountsAsync(1, "model_routing_decisions", ("model", "strong-model"));
        Assert.Equal(stream ? 1 : 0, (await drill.Router.MetricsAsync()).Value("llm_time_to_first_token_seconds_count"));
    }

    [Fact]
    public async Task Route_says_what_is_then_served()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Routes = ByLabel, Policy = V7, StrongSpec = "capabilities: [Chat, Tools]" });
        string[] bodies =
        [
            Prompts.Chat("hi"), Prompts.Chat("please refactor"), Prompts.Chat(new string('x', 500)), Prompts.Chat(new string('x', 501)), Prompts.Chat("hi", "strong"), Prompts.Chat("refactor", "default/weak"),
            Prompts.Chat("hi", more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]"),
        ];
        foreach (var body in bodies)
        {
            var said = (await drill.Router.AskAsync(body, "/v1/route")).IsOk().Json;
            var served = (await drill.Router.AskAsync(body)).IsOk();
            Assert.Equal(
                (served["x-llm-tier"], served["x-llm-model"], served["x-llm-decision"], served["x-llm-classifier"], served["x-llm-policy"]),
                ((string?)said["tier"], (string?)said["model"], (string?)said["reasoning"], (string?)said["classifier"], (string?)said["policy"]));
        }

        Assert.Equal(bodies.Length, drill.Received);
        (await drill.Router.AskAsync(Prompts.Chat(model: "nobody"), "/v1/route")).IsError(404, "model_not_found", "model");
        Assert.Equal("weak", (string?)(await drill.Router.AskAsync("""{"prompt":"hi"}""", "/v1/route")).IsOk().Json["tier"]);
        (await drill.Router.AskAsync("""{"prompt":"\ud800"}""", "/v1/route")).IsError(400, "invalid_json");
        (await drill.Router.AskAsync("""{"prompt":""}""", "/v1/route")).IsError(400, "empty_prompt", "messages");
    }

    [Fact]
    public async Task A_tier_asked_for_by_name_serves_or_fails_and_is_never_another_one()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Routes = ByLabel, Policy = V7 });
        var strong = (await drill.Router.AskAsync(Prompts.Chat("hi", "strong"))).IsOk();
        Assert.Equal(("strong", "explicit", "none"), (strong["x-llm-tier"], strong["x-llm-decision"], strong["x-llm-classifier"]));
        Assert.Equal("weak", (await drill.Router.AskAsync(Prompts.Chat("refactor", "default/weak"))).IsOk()["x-llm-tier"]);
        drill.FailWeak("status=500");
        (await drill.Router.AskAsync(Prompts.Chat("hi", "weak"))).IsError(502, "upstream_server_error");
        (await drill.Router.AskAsync(Prompts.Chat("hi", "weak", ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"))).IsError(400, "capability_not_supported", "tools");
        await drill.Router.CountsAsync(0, "llm_fallbacks_total");
        drill.Router.Files.Replace("policy.yaml", "allowExplicitTier: true", "allowExplicitTier: false");
        await drill.Router.ServesTheFolderAsync();
        (await drill.Router.AskAsync(Prompts.Chat("hi", "strong"))).IsError(404, "model_not_found", "model");
    }

    [Fact]
    public async Task Several_streamed_choices_pass_by_a_vLLM_before_0_6_2_S1_11()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Routes = "routes: [{tier: weak}]" });
        const string several = ",\"n\":2";
        Assert.Equal("weak", (await drill.Router.AskAsync(Prompts.Streamed(more: several))).IsOk()["x-llm-tier"]);
        drill.Router.Files.Replace("tiers.yaml", "maxModelLen: 8192", "maxModelLen: 8192, version: 0.6.1");
        await drill.Router.ServesTheFolderAsync();
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Streamed(more: several))).IsOk()["x-llm-tier"]);
        Assert.Equal("weak", (await drill.Router.AskAsync(Prompts.Streamed())).IsOk()["x-llm-tier"]);
        Assert.Equal("weak", (await drill.Router.AskAsync(Prompts.Chat(more: several))).IsOk()["x-llm-tier"]);
        (await drill.Router.AskAsync(Prompts.Streamed(model: "weak", more: several))).IsError(400, "unsupported_parameter", "n");
    }

    [Fact]
    public async Task A_capability_moves_a_request_or_refuses_it_by_name()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "capabilities: [Chat]", StrongSpec = "capabilities: [Chat, Tools]", Fallbacks = "" });
        var tools = (await drill.Router.AskAsync(Prompts.Chat(more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]"))).IsOk();
        Assert.Equal(("strong", "false"), (tools["x-llm-tier"], tools["x-llm-fallback"]));
        Assert.Contains("capability:weak->strong", tools["x-llm-decision"], StringComparison.Ordinal);
        (await drill.Router.AskAsync(Prompts.Chat(more: ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{}}}"))).IsError(400, "capability_not_supported", "response_format");
        (await drill.Router.AskAsync("""{"model":"auto","input":"x"}""", "/v1/embeddings")).IsError(400, "capability_not_supported", "model");
        (await drill.Router.AskAsync("""{"model":"auto","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:x"}}]}]}""")).IsError(400, "capability_not_supported", "messages");
        Assert.Equal(1, drill.Received);
    }

    [Fact]
    public async Task A_fallback_that_lacks_the_capability_is_not_asked()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "capabilities: [Chat, Tools]", StrongSpec = "capabilities: [Chat]" });
        drill.FailWeak("status=503;retry-after=4");
        var answer = (await drill.Router.AskAsync(Prompts.Chat(more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]"))).IsError(503, "upstream_unavailable");
        Assert.Equal("4", answer["retry-after"]);
        Assert.Equal(0, drill.Strong[0].State.Received);
        await drill.Router.CountsAsync(0, "llm_fallbacks_total");
    }

    [Fact]
    public async Task A_long_prompt_goes_where_there_is_room_S0_16()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Fallbacks = "" });
        var words = string.Concat(Enumerable.Repeat("word ", 10_000));
        var moved = (await drill.Router.AskAsync(Prompts.Chat(words))).IsOk();
        Assert.Equal("strong", moved["x-llm-tier"]);
        Assert.Contains("context:weak->strong", moved["x-llm-decision"], StringComparison.Ordinal);
        (await drill.Router.AskAsync(Prompts.Chat(words, "weak"))).IsError(400, "context_length_exceeded", "messages");
        (await drill.Router.AskAsync(Prompts.Chat(string.Concat(Enumerable.Repeat("word ", 100_000))))).IsError(400, "context_length_exceeded", "messages");
        (await drill.Router.AskAsync(Prompts.Chat("hi", more: ",\"max_tokens\":100000"))).IsError(400, "context_length_exceeded", "messages");
        Assert.Equal(1, drill.Received);
    }

    [Fact]
    public async Task Routes_may_ask_for_headers_and_limit_classes()
    {
        var (free, paying) = (Keys.Create("free", limitClass: "free"), Keys.Create("paying", limitClass: "gold"));
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Routes = "routes: [{when: {headers: [{name: X-Team, value: research}]}, tier: strong}, {when: {limitClasses: [gold, silver]}, tier: strong}, {tier: weak}]",
            Documents = [free.Manifest, paying.Manifest],
            Router = o => o with { Auth = AuthMode.ApiKey },
        });
        async Task<string?> TierAsync(Keys key, params (string, string)[] headers) => (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, [key.Header, .. headers])).IsOk()["x-llm-tier"];
        Assert.Equal("weak", await TierAsync(free));
        Assert.Equal("strong", await TierAsync(paying));
        Assert.Equal("strong", await TierAsync(free, ("x-team", "research")));
        Assert.Equal("weak", await TierAsync(free, ("x-team", "Research")));
        Assert.Equal("weak", await TierAsync(free, ("x-team", "research"), ("x-team", "other")));
    }

    [Fact]
    public async Task OnlyUpgrade_keeps_a_conversation_where_an_earlier_turn_put_it()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Routes = ByLabel,
            Policy = """
                classifiers: [{name: v1, heuristic: {scope: LastUser, keywords: [{name: strong, label: complex, any: [refactor], match: Substring}], otherwise: simple}}]
                sessionAffinity: {tierPolicy: OnlyUpgrade}
                """,
        });
        const string history = """{"model":"auto","messages":[{"role":"user","content":"FIRST"},{"role":"assistant","content":"done"},{"role":"user","content":"thanks"}]}""";
        var upgraded = (await drill.Router.AskAsync(history.Replace("FIRST", "refactor this", StringComparison.Ordinal))).IsOk();
        Assert.Equal(("strong", "earlier-turn:keyword:strong"), (upgraded["x-llm-tier"], upgraded["x-llm-decision"]));
        Assert.Equal("weak", (await drill.Router.AskAsync(history.Replace("FIRST", "hello", StringComparison.Ordinal))).IsOk()["x-llm-tier"]);
    }

    [Fact]
    public async Task Models_are_listed_in_OpenAIs_shape()
    {
        await using var drill = await Drill.StartAsync();
        var list = (await drill.Router.GetAsync("/v1/models")).IsOk().Json;
        Assert.Equal("list", (string?)list["object"]);
        Assert.Equal(["auto", "weak", "strong"], list["data"]!.AsArray().Select(m => (string)m!["id"]!));
        Assert.All(list["data"]!.AsArray(), m => Assert.Equal(("model", "llm-routing"), ((string?)m!["object"], (string?)m["owned_by"])));
        Assert.Equal("strong", (string?)(await drill.Router.GetAsync("/v1/models/strong")).IsOk().Json["id"]);
        (await drill.Router.GetAsync("/v1/models/gone")).IsError(404, "model_not_found", "model");
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/completions")]
    public async Task A_fault_of_our_own_is_an_OpenAI_shaped_500_and_logged(string path)
    {
        await using var drill = await Drill.StartAsync();
        drill.Router.Break();
        var answer = (await drill.Router.AskAsync("""{"model":"auto","prompt":"a prompt nobody may read","messages":[{"role":"user","content":"a prompt nobody may read"}]}""", path)).IsError(500, "internal_error");
        Assert.Contains(answer["x-request-id"]!, drill.Router.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody may read", drill.Router.Log.Text, StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_requests_total", ("status", "500"));
    }
}
