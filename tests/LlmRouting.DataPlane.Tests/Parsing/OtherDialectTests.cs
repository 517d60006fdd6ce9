using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class OtherDialectTests
{
    [Theory]
    [InlineData("\"say this\"", "say this", 2)]
    [InlineData("""["one","","two"]""", "one\ntwo", 2)]
    [InlineData("[1,2,3]", "", 3)]
    [InlineData("[[1,2],[3,4,5]]", "", 5)]
    public void Prompts_and_inputs_are_one_user_message(string prompt, string text, int tokens)
    {
        foreach (var (dialect, name) in new[] { (Dialect.Completions, "prompt"), (Dialect.Embeddings, "input") })
        {
            var request = Read.Good(dialect, $$"""{"model":"m","{{name}}":{{prompt}} }""");
            Assert.Equal(text, request.Text.ToString());
            Assert.Equal(1, request.MessageCount);
            Assert.Equal(1, request.UserTurns);
            Assert.Equal(tokens + ParsedRequest.TokensPerMessage, request.EstimatedPromptTokens);
        }
    }

    [Fact]
    public void Embeddings_need_embeddings_and_leave_foreign_members_alone() =>
        Assert.Equal(CapabilitySet.Of(Capability.Embeddings), Read.Good(Dialect.Embeddings, """{"input":"x","model":"m","stream":"later","n":"?"}""").Needs);

    [Theory]
    [InlineData("""{"instructions":"Be brief.","model":"m","input":"Hi there"}""")]
    [InlineData("""{"input":"Hi there","model":"m","instructions":"Be brief."}""")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text","text":"Hi there"}]}],"model":"m","instructions":"Be brief."}""")]
    public void Instructions_stand_first_wherever_they_are_written(string json)
    {
        var request = Read.Good(Dialect.Responses, json);
        Assert.Equal("Be brief. Hi there", request.Text.ToString());
        Assert.Equal([new TextSegment(MessageRole.System, 0, 9), new TextSegment(MessageRole.User, 10, 8)], request.Segments.ToArray());
    }

    [Fact]
    public void Response_items_are_messages_calls_and_outputs()
    {
        var request = Read.Good(Dialect.Responses, """
            {"model":"m","input":[{"type":"message","role":"user","content":"weather?"},{"type":"reasoning","summary":[],"content":[{"type":"text","text":"no"}]},
            {"type":"function_call","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"1","output":"sunny"},{"role":"user","content":"and then?"}],
            "max_output_tokens":5,"text":{"format":{"type":"json_schema"}},"reasoning":{"effort":null}}
            """);
        Assert.Equal("weather? sunny and then?", request.Text.ToString());
        Assert.Equal([MessageRole.User, MessageRole.Assistant, MessageRole.Tool, MessageRole.User], request.Segments.ToArray().Select(s => s.Role));
        Assert.Equal(2, request.UserTurns);
        Assert.Equal(5, request.MaxTokens);
        Assert.Equal(CapabilitySet.Of(Capability.Responses, Capability.Tools, Capability.JsonSchema), request.Needs);
    }
}
