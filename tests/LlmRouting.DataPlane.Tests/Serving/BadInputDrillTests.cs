using System.Net.Http.Headers;
using System.Text;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>The bad input list over HTTP: an OpenAI-shaped 4xx that names the parameter; nothing is forwarded, nothing secret is logged.</summary>
public sealed class BadInputDrillTests(BadInputDrillTests.Shared shared) : IClassFixture<BadInputDrillTests.Shared>
{
    private const string Secret = "s3cret-word";
    private readonly Drill drill = shared.Drill;

    public sealed class Shared : IAsyncLifetime
    {
        public Drill Drill { get; private set; } = null!;

        public async Task InitializeAsync() => Drill = await Harness.Drill.StartAsync();

        public async Task DisposeAsync() => await Drill.DisposeAsync();
    }

    [Theory]
    [InlineData("", 400, "invalid_json", null)]
    [InlineData("{\"s3cret-word\":", 400, "invalid_json", null)]
    [InlineData("[1,2]", 400, "invalid_json", null)]
    [InlineData("{\"model\":\"auto\",\"messages\":[]", 400, "invalid_json", null)]
    [InlineData("{\"model\":7,\"messages\":[{\"role\":\"user\",", 400, "invalid_json", null)]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"s3cret-word"}]} x""", 400, "invalid_json", null)]
    [InlineData("""{"messages":[{"role":"user","content":"s3cret-word"}]}""", 400, "missing_required_parameter", "model")]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"s3cret-word"}]}""", 400, "invalid_type", "model")]
    [InlineData("""{"model":"auto"}""", 400, "missing_required_parameter", "messages")]
    [InlineData("""{"model":"auto","messages":[]}""", 400, "empty_prompt", "messages")]
    [InlineData("""{"model":"auto","messages":"s3cret-word"}""", 400, "invalid_type", "messages")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":""}]}""", 400, "empty_prompt", "messages")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"s3cret-word"}],"stream":"yes"}""", 400, "invalid_type", "stream")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"s3cret-word"}],"temperature":"hot"}""", 400, "invalid_type", "temperature")]
    [InlineData("""{"model":"auto","model":"auto","messages":[{"role":"user","content":"s3cret-word"}]}""", 400, "duplicate_parameter", "model")]
    [InlineData("""{"model":"nobody-s3cret","messages":[{"role":"user","content":"s3cret-word"}]}""", 404, "model_not_found", "model")]
    [InlineData("{\"model\":\"auto\\r\\nx-injected: 1\",\"messages\":[{\"role\":\"user\",\"content\":\"s3cret-word\"}]}", 400, "invalid_value", "model")]
    [InlineData("{\"model\":\"auto\\r\\nSet-Cookie: a=b\",\"messages\":[]}", 400, "invalid_value", "model")]
    public async Task Bad_bodies_are_refused(string body, int status, string code, string? param)
    {
        var answer = (await drill.Router.AskAsync(body)).IsError(status, code, param);
        Assert.NotNull(answer["x-request-id"]);
        Assert.Null(answer["x-injected"]);
        NothingHappened();
    }

    [Fact]
    public async Task Invalid_UTF8_is_refused()
    {
        byte[] body = [.. "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];
        using var response = await drill.Router.SendAsync(body);
        (await Answer.ReadAsync(response)).IsError(400, "invalid_json");
        NothingHappened();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task Deep_nesting_is_refused(int levels)
    {
        (await drill.Router.AskAsync(Prompts.Chat(Secret, more: $",\"x\":{new string('[', levels)}{new string(']', levels)}"))).IsError(400, "invalid_json");
        NothingHappened();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twenty_megabytes_are_too_large_whether_declared_or_not(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Prompts.ChatPath) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Prompts.Chat(new string('x', 20 << 20)))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await drill.Router.Http.SendAsync(request);
        (await Answer.ReadAsync(response)).IsError(413, "request_too_large");
        NothingHappened();
    }

    [Fact]
    public async Task Eight_megabytes_beyond_every_context_are_the_clients_400()
    {
        (await drill.Router.AskAsync(Prompts.Chat(string.Concat(Enumerable.Repeat(Secret + " ", 700_000))))).IsError(400, "context_length_exceeded", "messages");
        NothingHappened();
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Prompts.ChatPath) { Content = new ByteArrayContent([1, 2, 3]) };
        request.Content.Headers.ContentEncoding.Add("gzip");
        using var response = await drill.Router.Http.SendAsync(request);
        (await Answer.ReadAsync(response)).IsError(415, "unsupported_content_encoding");
        NothingHappened();
    }

    [Theory]
    [InlineData("POST", "/v1/chat")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/favicon.ico")]
    [InlineData("POST", "/v1/chat/completions.json")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/v1/status")]
    [InlineData("GET", "/%0d%0aSet-Cookie:%20a=b")]
    public async Task An_unknown_address_is_an_OpenAI_shaped_404(string method, string path)
    {
        using var response = await drill.Router.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        (await Answer.ReadAsync(response)).IsError(404, "unknown_url");
        Assert.False(response.Headers.Contains("Set-Cookie"));
        NothingHappened();
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/v1/feedback", "POST")]
    [InlineData("POST", "/v1/models", "GET, HEAD")]
    public async Task A_wrong_method_is_a_405_that_names_the_right_one(string method, string path, string allowed)
    {
        using var response = await drill.Router.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(allowed, (await Answer.ReadAsync(response)).IsError(405, "method_not_supported")["allow"]);
        NothingHappened();
    }

    [Theory]
    [InlineData("x-session-id: a\rb")]
    [InlineData("x-session-id: a\0b")]
    [InlineData("x-session-id : a")]
    [InlineData(" folded: a")]
    [InlineData("content-length: 5")]
    public async Task Malformed_headers_are_a_400_of_the_server(string header)
    {
        using var client = await RawClient.ConnectAsync(drill.Router.Http.BaseAddress!);
        var body = Prompts.Chat(Secret);
        await client.SendAsync($"POST {Prompts.ChatPath} HTTP/1.1\r\nhost: localhost\r\n{header}\r\ncontent-length: {body.Length}\r\n\r\n{body}");
        Assert.StartsWith("HTTP/1.1 400", await client.ReadToEndAsync(), StringComparison.Ordinal);
        NothingHappened();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_is_forwarded_nowhere(bool reset)
    {
        var before = await drill.Router.MetricsAsync();
        var client = await RawClient.ConnectAsync(drill.Router.Http.BaseAddress!);
        await client.SendAsync($"POST {Prompts.ChatPath} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5000\r\n\r\n{{\"model\":\"auto\"");
        await Eventually.IsAsync(async () => (await drill.Router.AdminAsync("/ready")).Status == 200, () => Task.FromResult("not ready"));
        if (reset) client.Reset();
        else client.Dispose();
        await drill.Router.CountsAsync(before.Value("llm_requests_total") + 1, "llm_requests_total");
        await drill.Router.CountsAsync(before.Value("llm_requests_total", ("status", "200")), "llm_requests_total", ("status", "200"));
        NothingHappened();
    }

    [Fact]
    public async Task The_status_of_every_refusal_is_counted_under_no_model_of_the_clients()
    {
        for (var i = 0; i < 50; i++) (await drill.Router.AskAsync(Prompts.Chat(Secret, "invented-" + i))).IsError(404, "model_not_found", "model");
        Assert.DoesNotContain("invented", (await drill.Router.MetricsAsync()).Text, StringComparison.Ordinal);
        NothingHappened();
    }

    private void NothingHappened()
    {
        Assert.Equal(0, drill.Received);
        Assert.DoesNotContain("s3cret", drill.Router.Log.Text, StringComparison.Ordinal);
    }
}
