using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using static LlmRouting.DataPlane.Tests.Simulation.SimulatorClient;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class RefusalTests
{
    [Fact]
    public async Task An_unknown_model_is_vllms_404()
    {
        await using var simulator = await StartAsync();
        using var response = await simulator.PostAsync("/v1/chat/completions", """{"model":"other","messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            """{"error":{"message":"The model `other` does not exist.","type":"NotFoundError","param":null,"code":404}}""",
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("", "This model's maximum context length is 64 tokens. However, your request has 75 input tokens. Please reduce the length of the input messages.", 300)]
    [InlineData(",\"max_tokens\":60", "'max_tokens' or 'max_completion_tokens' is too large: 60. This model's maximum context length is 64 tokens and your request has 10 input tokens (60 > 64 - 10).", 40)]
    public async Task Over_the_context_limit_is_vllms_400(string more, string message, int length)
    {
        await using var simulator = await StartAsync(o => o with { MaxModelLen = 64 });
        var answer = await simulator.AskAsync(Chat(new string('x', length), more));
        Assert.Equal(message, (string?)answer["error"]!["message"]);
        Assert.Equal(("BadRequestError", 400), ((string?)answer["error"]!["type"], (int?)answer["error"]!["code"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"model":"small"}""")]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":["hi"]}""")]
    [InlineData("""{"messages":"hi"}""")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud800"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"stream":"yes"}""")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"max_tokens":0}""")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"n":1000000}""")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"max_tokens":1.5}""")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"max_tokens":1e300}""")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"max_tokens":"1"}""")]
    public async Task A_body_that_is_not_a_request_is_a_400(string body)
    {
        await using var simulator = await StartAsync();
        using var response = await simulator.PostAsync("/v1/chat/completions", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(400, (int?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]);
        Assert.Equal((1L, 0L), (simulator.State.Refused, simulator.State.Completed));
    }

    [Fact]
    public async Task Whole_numbers_may_have_a_point_as_vllm_takes_them()
    {
        await using var simulator = await StartAsync();
        var answer = await simulator.AskAsync(Chat("hi", ""","max_tokens":3.0,"n":2e0"""));
        Assert.Equal((6, 2), ((int?)answer["usage"]!["completion_tokens"], answer["choices"]!.AsArray().Count));
    }

    [Theory]
    [InlineData(",\"stream_options\":{\"include_usage\":true}", HttpStatusCode.BadRequest)]
    [InlineData(",\"stream_options\":{\"include_usage\":false},\"stream\":false", HttpStatusCode.BadRequest)]
    [InlineData(",\"stream_options\":{}", HttpStatusCode.OK)]
    [InlineData(",\"stream_options\":null", HttpStatusCode.OK)]
    [InlineData(",\"stream_options\":{\"include_usage\":true},\"stream\":true", HttpStatusCode.OK)]
    public async Task Stream_options_without_a_stream_are_vllms_400(string more, HttpStatusCode status)
    {
        await using var simulator = await StartAsync();
        foreach (var (path, body) in new[] { ("/v1/chat/completions", Chat("hi", more)), ("/v1/completions", $$"""{"prompt":"hi"{{more}}}""") })
        {
            using var response = await simulator.PostAsync(path, body);
            Assert.Equal(status, response.StatusCode);
            if (status == HttpStatusCode.BadRequest) Assert.Equal("Stream options can only be defined when `stream=True`.", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["message"]);
        }
    }

    [Fact]
    public async Task Another_media_type_is_a_400()
    {
        await using var simulator = await StartAsync();
        using var response = await simulator.Http.PostAsync("/v1/chat/completions", new StringContent(Chat("hi"), Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_key_is_asked_for_on_v1_only()
    {
        await using var simulator = await StartAsync(o => o with { ApiKey = "secret" });
        Assert.Equal("""{"error":"Unauthorized"}""", (await simulator.AskAsync(Chat("hi"))).ToJsonString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await simulator.Http.GetAsync("/v1/models")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await simulator.Http.GetAsync("/health")).StatusCode);
        simulator.Http.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        Assert.Equal(HttpStatusCode.OK, (await simulator.PostAsync("/v1/chat/completions", Chat("hi"))).StatusCode);
    }
}
