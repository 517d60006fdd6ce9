using System.Text;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>What leaves for an upstream: allowed headers, and the client's body with our few members spliced in.</summary>
public sealed class UpstreamRequestTests
{
    [Fact]
    public async Task Headers_are_an_allow_list()
    {
        await using var drill = await Drill.StartAsync();
        await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, ("Authorization", "Bearer client-secret"), ("Cookie", "a=b"), ("x-llm-tier", "strong"), ("x-llm-anything", "1"), ("x-request-id", "mine"),
            ("x-session-id", "s"), ("Proxy-Authorization", "Basic x"), ("X-Forwarded-For", "10.0.0.1"), ("Referer", "http://intern"), ("OpenAI-Organization", "org"), ("User-Agent", "drill/1"), ("OpenAI-Beta", "beta"),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        var received = drill.Weak[0].State.LastRequest!.Headers;
        Assert.Equal(
            ["accept-encoding", "content-length", "content-type", "host", "openai-beta", "traceparent", "user-agent", "x-request-id"],
            received.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal(("identity", "application/json", "drill/1"), (received["accept-encoding"], received["content-type"], received["user-agent"]));
        Assert.NotEqual("mine", received["x-request-id"]);
        Assert.DoesNotContain(received.Values, value => value.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("User-Agent", "클라이언트/1")]
    [InlineData("Accept", "text/é")]
    [InlineData("OpenAI-Beta", "베타")]
    [InlineData("traceparent", "00-ü")]
    public async Task A_header_that_is_not_ASCII_stays_behind_and_blames_no_upstream(string name, string value)
    {
        await using var drill = await Drill.StartAsync();
        using var client = await RawClient.ConnectAsync(drill.Router.Http.BaseAddress!);
        await client.SendAsync(Post($"{name}: {value}"));
        Assert.StartsWith("HTTP/1.1 200", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(name, drill.Weak[0].State.LastRequest!.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
    }

    // UTF-8 on the wire.
    private static string Post(string header)
    {
        var body = Prompts.Chat();
        var head = $"POST {Prompts.ChatPath} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nconnection: close\r\n{header}\r\ncontent-length: {body.Length}\r\n\r\n";
        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(head + body));
    }

    [Fact]
    public async Task The_upstream_sees_the_request_id_the_client_gets()
    {
        await using var drill = await Drill.StartAsync();
        var answer = await drill.Router.AskAsync(Prompts.Chat());
        Assert.Equal(answer["x-request-id"], drill.Weak[0].State.LastRequest!.Headers["x-request-id"]);
    }

    [Fact]
    public async Task A_unary_body_is_byte_identical_but_for_the_model()
    {
        await using var drill = await Drill.StartAsync();
        const string body = " { \"seed\" : 1.50e2 ,\n\t\"model\":\"au\\u0074o\", \"x_unknown\":{\"a\":[1,2,{}]}, \"messages\":[ {\"content\":\"caf\\u00e9 \\/ 한\",\"role\":\"user\" } ] }\n";
        (await drill.Router.AskAsync(body)).IsOk();
        Assert.Equal(body.Replace("\"au\\u0074o\"", "\"weak-model\"", StringComparison.Ordinal), Sent(drill));
    }

    [Fact]
    public async Task A_stream_asks_for_usage_and_changes_nothing_else()
    {
        await using var drill = await Drill.StartAsync();
        (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal(Prompts.Streamed(model: "weak-model")[..^1] + ",\"stream_options\":{\"include_usage\":true}}", Sent(drill));
    }

    [Fact]
    public async Task Defaults_of_the_tier_are_set_only_where_the_client_set_none()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { WeakSpec = "requestDefaults: {temperature: \"0.2\", maxTokens: 7}" });
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(Prompts.Chat(model: "weak-model")[..^1] + ",\"temperature\":0.2,\"max_tokens\":7}", Sent(drill));
        (await drill.Router.AskAsync(Prompts.Chat(more: ",\"temperature\":0.9,\"max_completion_tokens\":3"))).IsOk();
        Assert.Equal(Prompts.Chat(model: "weak-model", more: ",\"temperature\":0.9,\"max_completion_tokens\":3"), Sent(drill));
    }

    [Fact]
    public async Task A_fallback_gets_the_clients_body_with_its_own_model()
    {
        await using var drill = await Drill.StartAsync();
        drill.FailWeak("status=500");
        (await drill.Router.AskAsync(Prompts.Chat("the same"))).IsOk();
        Assert.Equal(Prompts.Chat("the same", "strong-model"), Encoding.UTF8.GetString(drill.Strong[0].State.LastRequest!.Body.Span));
    }

    [Fact]
    public async Task An_upstream_key_is_sent_to_its_own_hosts_only_and_shown_nowhere()
    {
        var seen = "";
        await using var upstream = new ScriptedUpstream(async c =>
        {
            seen = await c.ReadRequestAsync() ?? seen;
            await c.SendJsonAsync("""{"error":"Unauthorized"}""", "401 Unauthorized");
            await c.UntilClosedAsync();
        });
        var documents = new[]
        {
            $$"""
            apiVersion: llmrouting.dev/v1alpha1
            kind: ModelTier
            metadata: {name: external}
            spec:
              model: {name: gpt-x}
              external: {baseUrl: "http://127.0.0.1:{{upstream.Port}}/v1", apiKeySecretRef: {name: upstream, key: token} }
            """,
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: upstream
              labels: {llmrouting.dev/secret: upstream-credential}
              annotations: {llmrouting.dev/hosts: "127.0.0.1"}
            stringData: {token: sk-very-secret}
            """,
            ManifestText.Policy("models: [ext]\ntiers: [{name: ext, tierRef: {name: external}}]\nroutes: [{tier: ext}]", "external"),
        };
        await using var drill = await Drill.StartAsync(new DrillPlan { Documents = documents });
        var answer = (await drill.Router.AskAsync(Prompts.Chat(model: "ext"))).IsError(502, "upstream_misconfigured");
        Assert.Contains("Authorization: Bearer sk-very-secret", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sk-very-secret", answer.Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/v1/status", "/v1/snapshot", "/metrics", "/health" })
            Assert.DoesNotContain("sk-very-secret", (await drill.Router.AdminAsync(path)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-very-secret", drill.Router.Log.Text, StringComparison.Ordinal);
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.False(drill.Weak[0].State.LastRequest!.Headers.ContainsKey("authorization"));
    }

    private static string Sent(Drill drill) => Encoding.UTF8.GetString(drill.Weak[0].State.LastRequest!.Body.Span);
}
