using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class ParserProperties
{
    [Fact]
    public void Random_bytes_never_throw() => ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var body = new byte[random.Next(64)];
        random.NextBytes(body);
        NullOrBadRequest(body, random);
    });

    [Fact]
    public void Mutated_JSON_never_throws() => ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var body = Encoding.UTF8.GetBytes(new RandomBody(seed).Before);
        for (var i = random.Next(1, 4); i > 0; i--) body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "{}[]\",:\\ud8n0 "u8[random.Next(14)];
        NullOrBadRequest(body, random);
    });

    [Fact]
    public void A_body_cut_short_is_refused() => ForAllSeeds(seed =>
    {
        var body = new RandomBody(seed);
        var bytes = Encoding.UTF8.GetBytes(body.Before.TrimEnd());
        Read.Bad(body.Dialect, bytes[..new Random(seed).Next(bytes.Length)]);
    });

    [Fact]
    public void Any_JSON_in_place_of_any_member_never_throws() => ForAllSeeds(seed =>
    {
        var json = new RandomJson(seed);
        var name = json.Pick("model", "messages", "stream", "stream_options", "n", "tools", "response_format", "reasoning", "input", "prompt", "instructions", "text");
        var content = $$"""{"{{name}}":{{json.Value(6)}},"model2":1,"messages":[{"role":{{json.Value(1)}},"content":{{json.Value(3)}},"tool_calls":{{json.Value(2)}} }]}""";
        NullOrBadRequest(Encoding.UTF8.GetBytes(content), new Random(seed));
    });

    [Fact]
    public void Text_is_what_a_DOM_would_join_S4_4() => ForAllSeeds(seed =>
    {
        var json = new RandomJson(seed);
        var messages = "[" + string.Join(',', Enumerable.Range(0, 1 + json.Next(5)).Select(_ => $$"""{"role":"user","content":{{json.Text()}} }""")) + ",{\"role\":\"user\",\"content\":\"end\"}]";
        var expected = JsonNode.Parse(messages)!.AsArray().Select(m => (string)m!["content"]!).Where(c => c.Length > 0);
        Assert.Equal(string.Join(' ', expected), Read.Chat(messages).Text.ToString());
    });

    private static void NullOrBadRequest(byte[] body, Random random)
    {
        var dialect = (Dialect)random.Next(4);
        using var request = new ParsedRequest();
        var refusal = RequestParser.Parse(dialect, body, request);
        if (refusal is not null) Assert.Equal(400, refusal.Status);
        else Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(body).RootElement.ValueKind);
    }

    private static void ForAllSeeds(Action<int> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), holds));
}
