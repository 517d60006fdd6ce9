using System.Text.Json.Nodes;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class OtherDialectTests
{
    [Fact]
    public async Task Completions_answer_every_prompt()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var answer = await simulator.AskAsync("""{"model":"small","prompt":["one","two"],"max_tokens":7}""", "/v1/completions");
        Assert.Equal(
            ["Simulated answer of small to: one and", "Simulated answer of small to: two and"],
            answer["choices"]!.AsArray().Select(c => string.Join(' ', ((string)c!["text"]!).Split(' ')[..6]) + " and"));
        Assert.Equal(14, (int?)answer["usage"]!["completion_tokens"]);
    }

    [Fact]
    public async Task A_completions_stream_joins_to_the_whole()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var whole = await simulator.AskAsync("""{"prompt":"one"}""", "/v1/completions");
        var events = await simulator.StreamAsync("""{"prompt":"one","stream":true,"stream_options":{"include_usage":true}}""", "/v1/completions");
        Assert.Equal(
            (string?)whole["choices"]![0]!["text"],
            string.Concat(events.SkipLast(2).Select(e => (string?)JsonNode.Parse(e)!["choices"]![0]!["text"])));
        Assert.Equal(16, (int?)JsonNode.Parse(events[^2])!["usage"]!["completion_tokens"]);
    }

    [Fact]
    public async Task Token_ids_are_one_prompt_of_their_count()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var answer = await simulator.AskAsync("""{"prompt":[1,2,3,4,5]}""", "/v1/completions");
        Assert.Equal(5, (int?)answer["usage"]!["prompt_tokens"]);
    }

    [Fact]
    public async Task A_response_is_streamed_as_named_events_without_done()
    {
        await using var simulator = await SimulatorClient.StartAsync(o => o with { OutputTokens = 6 });
        using var response = await simulator.PostAsync("/v1/responses", """{"model":"small","input":"hi \"you\"","stream":true}""");
        var text = await response.Content.ReadAsStringAsync();
        var events = SimulatorClient.Events(text).Select(e => JsonNode.Parse(e)!).ToList();
        Assert.StartsWith("event: response.created\ndata: {", text, StringComparison.Ordinal);
        Assert.Equal("response.completed", (string?)events[^1]["type"]);
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(e => (int)e["sequence_number"]!));
        var deltas = events.Where(e => (string?)e["type"] == "response.output_text.delta").Select(e => (string?)e["delta"]).ToList();
        Assert.Equal(6, deltas.Count);
        Assert.Equal(string.Concat(deltas), (string?)events[^1]["response"]!["output"]![0]!["content"]![0]!["text"]);
        Assert.Equal(6, (int?)events[^1]["response"]!["usage"]!["output_tokens"]);
    }

    [Fact]
    public async Task A_response_cut_by_max_output_tokens_is_incomplete()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var answer = await simulator.AskAsync("""{"input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}],"max_output_tokens":2}""", "/v1/responses");
        Assert.Equal(("incomplete", "max_output_tokens"), ((string?)answer["status"], (string?)answer["incomplete_details"]!["reason"]));
    }

    [Fact]
    public async Task Base64_embeddings_are_the_same_floats()
    {
        await using var simulator = await SimulatorClient.StartAsync(o => o with { EmbeddingDimensions = 16 });
        var floats = await simulator.AskAsync("""{"model":"small","input":"a b c"}""", "/v1/embeddings");
        var base64 = await simulator.AskAsync("""{"model":"small","input":"a b c","encoding_format":"base64"}""", "/v1/embeddings");
        var bytes = Convert.FromBase64String((string)base64["data"]![0]!["embedding"]!);
        var vector = Enumerable.Range(0, 16).Select(i => BitConverter.ToSingle(bytes, i * 4)).ToArray();
        Assert.Equal(floats["data"]![0]!["embedding"]!.AsArray().Select(x => (float)x!), vector);
        Assert.Equal(1, vector.Sum(x => x * x), 5);
        Assert.Equal(2, (int?)floats["usage"]!["prompt_tokens"]);
    }

    [Fact]
    public async Task Texts_that_share_words_have_near_embeddings()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var answer = await simulator.AskAsync("""{"input":["the cat sat here","the cat sat there","quite other words entirely"],"dimensions":512}""", "/v1/embeddings");
        var vectors = answer["data"]!.AsArray().Select(d => d!["embedding"]!.AsArray().Select(x => (float)x!).ToArray()).ToList();
        Assert.Equal(512, vectors[0].Length);
        Assert.True(Cosine(vectors[0], vectors[1]) > 0.5f + Cosine(vectors[0], vectors[2]));
    }

    private static float Cosine(float[] a, float[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
