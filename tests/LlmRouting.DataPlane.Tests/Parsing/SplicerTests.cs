using System.Buffers;
using System.Text;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class SplicerTests
{
    [Theory]
    [InlineData("", ",\"stream_options\":{\"include_usage\":true}")]
    [InlineData(",\"stream_options\":null", ",\"stream_options\":{\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{ }", ",\"stream_options\":{ \"include_usage\":true}")]
    [InlineData(",\"stream_options\":{\"include_usage\":false,\"x\":1}", ",\"stream_options\":{\"include_usage\":true,\"x\":1}")]
    [InlineData(",\"stream_options\":{\"include_usage\":null}", ",\"stream_options\":{\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{\"x\":{}}", ",\"stream_options\":{\"x\":{},\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{\"include_usage\":true}", ",\"stream_options\":{\"include_usage\":true}")]
    public void Include_usage_is_turned_on_wherever_it_is(string before, string after)
    {
        const string Start = """{"model":"auto","messages":[{"role":"user","content":"x"}],"stream":true""";
        Assert.Equal(Start + after + "}", Splice(Dialect.Chat, Start + before + "}", new Splices(default, IncludeUsage: true)));
    }

    [Theory]
    [InlineData(Dialect.Chat, """{"model":"auto","messages":[{"role":"user","content":"x"}]""", ",\"temperature\":0.20,\"max_tokens\":9")]
    [InlineData(Dialect.Completions, """{"model":"auto","prompt":"x" """, ",\"temperature\":0.20,\"max_tokens\":9")]
    [InlineData(Dialect.Responses, """{"model":"auto","input":"x" """, ",\"temperature\":0.20,\"max_output_tokens\":9")]
    [InlineData(Dialect.Embeddings, """{"model":"auto","input":"x" """, "")]
    public void Defaults_are_added_under_the_name_of_the_dialect_S0_10(Dialect dialect, string before, string added) =>
        Assert.Equal(before + "\n" + added + "}", Splice(dialect, before + "\n}", new Splices(default, 0.20m, 9)));

    [Fact]
    public void A_default_never_replaces_what_the_client_set()
    {
        const string Body = """{"max_completion_tokens":5,"temperature":0,"model":"auto","messages":[{"role":"user","content":"x"}]}""";
        Assert.Equal(Body, Splice(Dialect.Chat, Body, new Splices(default, 0.2m, 9)));
    }

    [Fact]
    public void The_model_is_replaced_and_nothing_that_looks_like_it()
    {
        const string Body = """{"metadata":{"model":"auto"}, "model" : "auto" ,"messages":[{"role":"user","content":"\"model\":\"auto\""}]}""";
        var spliced = Splice(Dialect.Chat, Body, new Splices("\"qwen\""u8.ToArray()));
        Assert.Equal(Body.Replace("\"model\" : \"auto\"", "\"model\" : \"qwen\""), spliced);
    }

    private static string Splice(Dialect dialect, string body, in Splices splices)
    {
        var output = new ArrayBufferWriter<byte>();
        BodySplicer.Splice(Read.Good(dialect, body), splices, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
