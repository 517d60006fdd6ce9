using System.Text.Json.Nodes;
using static LlmRouting.DataPlane.Tests.Simulation.SimulatorClient;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class ChatTests
{
    [Fact]
    public async Task An_answer_repeats_the_prompt_and_counts_its_tokens()
    {
        await using var simulator = await StartAsync(o => o with { OutputTokens = 10 });
        var answer = await simulator.AskAsync(Chat("hello there"));
        var choice = answer["choices"]![0]!;
        Assert.StartsWith("Simulated answer of small to: hello there ", (string?)choice["message"]!["content"]);
        Assert.Equal("stop", (string?)choice["finish_reason"]);
        Assert.Equal("""{"prompt_tokens":3,"total_tokens":13,"completion_tokens":10}""", answer["usage"]!.ToJsonString());
        Assert.Equal("chat.completion", (string?)answer["object"]);
    }

    [Fact]
    public async Task Equal_requests_have_equal_answers()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        Assert.Equal(
            (string?)(await one.AskAsync(Chat("hello")))["choices"]![0]!["message"]!["content"],
            (string?)(await other.AskAsync(Chat("hello")))["choices"]![0]!["message"]!["content"]);
    }

    [Fact]
    public async Task A_stream_says_what_the_whole_answer_says()
    {
        await using var simulator = await StartAsync();
        var whole = await simulator.AskAsync(Chat("한국어 질문"));
        var events = await simulator.StreamAsync(Chat("한국어 질문", ""","stream":true"""));
        Assert.Equal((string?)whole["choices"]![0]!["message"]!["content"], Content(events));
        Assert.Equal("assistant", (string?)JsonNode.Parse(events[0])!["choices"]![0]!["delta"]!["role"]);
        Assert.Equal("stop", (string?)JsonNode.Parse(events[^2])!["choices"]![0]!["finish_reason"]);
        Assert.Equal("[DONE]", events[^1]);
    }

    [Fact]
    public async Task Usage_comes_as_an_event_without_choices_only_when_asked_for()
    {
        await using var simulator = await StartAsync(o => o with { OutputTokens = 7 });
        var asked = await simulator.StreamAsync(Chat("hello", ""","stream":true,"stream_options":{"include_usage":true}"""));
        var last = JsonNode.Parse(asked[^2])!;
        Assert.Empty(last["choices"]!.AsArray());
        Assert.Equal(7, (int?)last["usage"]!["completion_tokens"]);
        Assert.Equal(1 + 7 + 1 + 2, asked.Count);
        Assert.DoesNotContain(await simulator.StreamAsync(Chat("hello", ""","stream":true""")), e => e.Contains("usage", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task A_token_limit_ends_the_answer_with_length(string field)
    {
        await using var simulator = await StartAsync();
        var answer = await simulator.AskAsync(Chat("hello", $",\"{field}\":3"));
        Assert.Equal("length", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal("Simulated answer of", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal(3, (int?)answer["usage"]!["completion_tokens"]);
    }

    [Fact]
    public async Task Ignore_eos_goes_on_to_the_limit()
    {
        await using var simulator = await StartAsync();
        var answer = await simulator.AskAsync(Chat("hello", ""","max_tokens":500,"ignore_eos":true"""));
        Assert.Equal(500, (int?)answer["usage"]!["completion_tokens"]);
    }

    [Fact]
    public async Task A_stop_sequence_ends_the_answer_before_it()
    {
        await using var simulator = await StartAsync();
        var answer = await simulator.AskAsync(Chat("one two three", ""","stop":["nowhere","wo th"]"""));
        Assert.Equal("Simulated answer of small to: one t", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal("stop", (string?)answer["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task N_choices_differ_and_each_finishes()
    {
        await using var simulator = await StartAsync();
        var events = await simulator.StreamAsync(Chat("hello", ""","stream":true,"n":3"""));
        var choices = events.SkipLast(1).Select(e => JsonNode.Parse(e)!["choices"]![0]!).ToList();
        Assert.Equal([0, 1, 2], choices.Where(c => c["finish_reason"] is not null).Select(c => (int)c["index"]!));
        var texts = choices.GroupBy(c => (int)c["index"]!, c => (string?)c["delta"]!["content"]).Select(g => string.Concat(g));
        Assert.Equal(3, texts.Distinct().Count());
    }

    [Fact]
    public async Task Image_parts_are_taken_and_counted()
    {
        await using var simulator = await StartAsync();
        var answer = await simulator.AskAsync(
            """{"model":"small","messages":[{"role":"user","content":[{"type":"text","text":"what is"},{"type":"image_url","image_url":{"url":"data:,"}}]}]}""");
        Assert.Equal(1, simulator.State.Images);
        Assert.Equal(2 + 256, (int?)answer["usage"]!["prompt_tokens"]);
    }

    [Fact]
    public async Task The_request_is_kept_as_it_came()
    {
        await using var simulator = await StartAsync();
        var body = Chat("hello", """ , "x":  1.50 """);
        await simulator.AskAsync(body);
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(simulator.State.LastRequest!.Body.Span));
        Assert.Equal("application/json; charset=utf-8", simulator.State.LastRequest.Headers["content-type"]);
        Assert.Equal((1L, 1L), (simulator.State.Received, simulator.State.Completed));
    }

    [Fact]
    public async Task The_callers_request_id_is_part_of_the_answers_id()
    {
        await using var simulator = await StartAsync();
        simulator.Http.DefaultRequestHeaders.Add("x-request-id", "abc");
        Assert.Equal("chatcmpl-abc", (string?)(await simulator.AskAsync(Chat("hello")))["id"]);
    }
}
