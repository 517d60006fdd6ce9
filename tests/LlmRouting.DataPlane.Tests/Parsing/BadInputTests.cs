using System.Text;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class BadInputTests
{
    private const string Hi = """[{"role":"user","content":"hi"}]""";

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":5,"messages":[]}""", "model", "invalid_type")]
    [InlineData("""{"model":"","messages":[]}""", "model", "invalid_value")]
    [InlineData("""{"model":" ","messages":[]}""", "model", "invalid_value")]
    [InlineData("""{"model":"a\nb","messages":[]}""", "model", "invalid_value")]
    [InlineData("""{"model":"auto"}""", "messages", "missing_required_parameter")]
    [InlineData("""{"model":"auto","messages":[]}""", "messages", "empty_prompt")]
    [InlineData("""{"model":"auto","messages":"hi"}""", "messages", "invalid_type")]
    [InlineData("""{"model":"auto","messages":null}""", "messages", "invalid_type")]
    [InlineData("""{"model":"auto","messages":["hi"]}""", "messages[0]", "invalid_type")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"a"},{"content":"hi"}]}""", "messages[1].role", "missing_required_parameter")]
    [InlineData("""{"model":"auto","messages":[{"role":"","content":"hi"}]}""", "messages[0].role", "invalid_type")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":7}]}""", "messages[0].content", "invalid_type")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":[7]}]}""", "messages[0].content[0]", "invalid_type")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0].text", "invalid_type")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":[{"type":"text","text":[]}]}]}""", "messages[0].content[0].text", "invalid_type")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":""}]}""", "messages", "empty_prompt")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":null}]}""", "messages", "empty_prompt")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":[]}]}""", "messages", "empty_prompt")]
    [InlineData("""{"model":"auto","messages":[{"role":"assistant","content":null,"tool_calls":[ ]}]}""", "messages", "empty_prompt")]
    [InlineData("""{"model":"a","model":"b","messages":[]}""", "model", "duplicate_parameter")]
    [InlineData("""{"model":"a","mod\u0065l":"b","messages":[]}""", "model", "duplicate_parameter")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"a","content":"b"}]}""", "messages[0].content", "duplicate_parameter")]
    [InlineData("""{"model":"a","stream_options":{"include_usage":true,"include_usage":false}}""", "stream_options.include_usage", "duplicate_parameter")]
    public void Chat_refusals_name_the_parameter(string json, string param, string code)
    {
        var refusal = Read.Bad(Dialect.Chat, json);
        Assert.Equal((param, code), (refusal.Param, refusal.Code));
    }

    [Theory]
    [InlineData("stream", "\"yes\"")]
    [InlineData("stream", "1")]
    [InlineData("n", "0")]
    [InlineData("n", "129")]
    [InlineData("n", "1.5")]
    [InlineData("n", "\"2\"")]
    [InlineData("n", "1e400")]
    [InlineData("temperature", "\"hot\"")]
    [InlineData("temperature", "-1")]
    [InlineData("temperature", "1e999")]
    [InlineData("max_tokens", "-1")]
    [InlineData("max_tokens", "99999999999999999999")]
    [InlineData("max_completion_tokens", "true")]
    [InlineData("stream_options", "[]")]
    [InlineData("stream_options.include_usage", "1")]
    [InlineData("tools", "{}")]
    [InlineData("response_format", "\"json\"")]
    public void Options_of_a_wrong_type_or_range_are_refused(string param, string value)
    {
        var member = param == "stream_options.include_usage" ? $$"""
            "stream_options":{"include_usage":{{value}}}
            """ : $"\"{param}\":{value}";
        Assert.Equal(param, Read.Bad(Dialect.Chat, $$"""{"model":"auto","messages":{{Hi}},{{member}} }""").Param);
    }

    [Theory]
    [InlineData(Dialect.Completions, """{"model":"m"}""", "prompt")]
    [InlineData(Dialect.Completions, """{"model":"m","prompt":""}""", "prompt")]
    [InlineData(Dialect.Completions, """{"model":"m","prompt":[]}""", "prompt")]
    [InlineData(Dialect.Completions, """{"model":"m","prompt":["",""]}""", "prompt")]
    [InlineData(Dialect.Completions, """{"model":"m","prompt":["a",1]}""", "prompt[1]")]
    [InlineData(Dialect.Completions, """{"model":"m","prompt":[[1,"a"]]}""", "prompt[0][1]")]
    [InlineData(Dialect.Completions, """{"model":"m","prompt":[null]}""", "prompt[0]")]
    [InlineData(Dialect.Embeddings, """{"model":"m","input":{}}""", "input")]
    [InlineData(Dialect.Embeddings, """{"model":"m","input":[-1]}""", "input[0]")]
    [InlineData(Dialect.Responses, """{"model":"m","instructions":"x"}""", "input")]
    [InlineData(Dialect.Responses, """{"model":"m","input":[{"content":"x"}]}""", "input[0].role")]
    [InlineData(Dialect.Responses, """{"model":"m","input":["x"]}""", "input[0]")]
    [InlineData(Dialect.Responses, """{"model":"m","instructions":5,"input":"x"}""", "instructions")]
    public void Other_dialects_name_theirs(Dialect dialect, string json, string param) => Assert.Equal(param, Read.Bad(dialect, json).Param);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"x\"")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"hi"}]} {}""")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"hi"}]},""")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"hi"}],}""")]
    [InlineData("""{"model":"auto",/* c */"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"model":"auto","messages":[{"role":"user","content":"\ud800"}]}""")]
    [InlineData("""{"model":"auto","x":"\udc00","messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"model":"auto","x":"\ud83d\n","messages":[{"role":"user","content":"hi"}]}""")]
    public void What_is_no_JSON_object_is_refused_with_a_position(string body) => Assert.Equal("invalid_json", Read.Bad(Dialect.Chat, body).Code);

    [Fact]
    public void A_syntax_error_is_located_but_never_quoted()
    {
        var refusal = Read.Bad(Dialect.Chat, "{\"model\":\"auto\",\n\"secret\":#}");
        Assert.Contains("line 2, byte 9", refusal.Message);
        Assert.DoesNotContain("secret", refusal.Message);
        Assert.DoesNotContain("#", refusal.Message);
    }

    [Fact]
    public void Invalid_UTF8_is_refused_even_in_members_we_skip()
    {
        byte[] body = [.. """{"model":"auto","messages":[],"x":" """u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Contains("byte 36", Read.Bad(Dialect.Chat, body).Message);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void Sixty_four_levels_are_the_limit(int levels, bool good)
    {
        var json = $$"""{"model":"auto","messages":{{Hi}},"x":{{new string('[', levels)}}{{new string(']', levels)}} }""";
        var refusal = RequestParser.Parse(Dialect.Chat, Encoding.UTF8.GetBytes(json), new ParsedRequest());
        Assert.Equal(good, refusal is null);
        if (!good) Assert.Contains("nested deeper than 64 levels", refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("[ {\"a\" : ", "} ]")]
    public void Too_deep_is_said_wherever_it_is(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100)) + "1" + string.Concat(Enumerable.Repeat(close, 100));
        foreach (var member in new[] { "x", "tools", "response_format", "messages", "metadata", "stream_options" })
        {
            var json = $"{{\"model\":\"auto\",\"{member}\":[{deep}]}}".Replace(member is "response_format" or "stream_options" ? ":[" : "\0", ":{\"y\":[", StringComparison.Ordinal);
            var refusal = RequestParser.Parse(Dialect.Chat, Encoding.UTF8.GetBytes(json), new ParsedRequest())!;
            if (refusal.Code == "invalid_json") Assert.Contains("nested deeper than 64 levels", refusal.Message, StringComparison.Ordinal);
            else Assert.NotNull(refusal.Param);
        }
    }

    [Fact]
    public void A_slip_at_the_deepest_level_is_a_syntax_error()
    {
        var json = $$"""{"model":"auto","x":{{new string('[', 63)}}#{{new string(']', 63)}} }""";
        Assert.Contains("syntax error", Read.Bad(Dialect.Chat, json).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_tokens", "100.0", true)]
    [InlineData("max_tokens", "1e2", true)]
    [InlineData("max_tokens", "100.5", false)]
    [InlineData("max_tokens", "1e10", false)]
    [InlineData("max_tokens", "-1.0", false)]
    [InlineData("max_completion_tokens", "100.0", true)]
    [InlineData("n", "2.0", true)]
    [InlineData("n", "2.5", false)]
    [InlineData("n", "129.0", false)]
    public void A_whole_number_may_be_written_with_a_point_as_vLLM_takes_it(string member, string number, bool good)
    {
        var request = new ParsedRequest();
        var refusal = RequestParser.Parse(Dialect.Chat, Encoding.UTF8.GetBytes($$"""{"model":"auto","messages":{{Hi}},"{{member}}":{{number}}}"""), request);
        Assert.Equal(good, refusal is null);
        if (good) Assert.Equal(member == "n" ? 2 : 100, member == "n" ? request.Choices : request.MaxTokens);
        else Assert.Equal(("invalid_value", member), (refusal!.Code, refusal.Param));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_model_name_has_256_characters_at_most(int length, bool good)
    {
        foreach (var letter in new[] { "m", "한", "\\u0061" })
        {
            var json = $$"""{"model":"{{string.Concat(Enumerable.Repeat(letter, length))}}","messages":{{Hi}} }""";
            Assert.Equal(good, RequestParser.Parse(Dialect.Chat, Encoding.UTF8.GetBytes(json), new ParsedRequest()) is null);
        }
    }

    [Fact]
    public void A_pair_of_surrogate_escapes_is_fine() => Read.Chat("""[{"role":"user","content":"\uD83D\uDE00 \\ud800"}]""");
}
