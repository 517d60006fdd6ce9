using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class ChatTests
{
    [Fact]
    public void Text_joins_all_messages_with_content_by_one_space_S4_4()
    {
        var request = Read.Chat("""[{"role":"system","content":"Be kind."},{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]},{"role":"user","content":""},{"content":"한국어 \"q\" \ud83d\ude00","role":"user"}]""");
        Assert.Equal("Be kind. 한국어 \"q\" 😀", request.Text.ToString());
        Assert.Equal(4, request.MessageCount);
        Assert.Equal(2, request.UserTurns);
        Assert.Equal([MessageRole.System, MessageRole.Assistant, MessageRole.User, MessageRole.User], request.Segments.ToArray().Select(s => s.Role));
        Assert.Equal("Be kind.", Slice(request, 0));
        Assert.Equal("", Slice(request, 1));
        Assert.Equal("한국어 \"q\" 😀", Slice(request, 3));
    }

    [Fact]
    public void Text_parts_of_a_message_are_joined_by_a_line_feed_and_others_left_out_S4_5a_v()
    {
        var request = Read.Chat("""
            [{"role":"user","content":[{"type":"text","text":"What is"},{"type":"image_url","image_url":{"url":"data:x"}},{"text":"this?","type":"text"},{"text":"hidden","type":"file"},"plain"]}]
            """);
        Assert.Equal("What is\nthis?\nplain", request.Text.ToString());
        Assert.True(request.Needs.Contains(Capability.Vision));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(""","tools":[]""", "")]
    [InlineData(""","tools":null""", "")]
    [InlineData(""","tools":[{"type":"function"}]""", "Tools")]
    [InlineData(""","functions":[{}]""", "Tools")]
    [InlineData(""","response_format":{"type":"text"}""", "")]
    [InlineData(""","response_format":{"type":"json_object"}""", "JsonSchema")]
    [InlineData(""","response_format":{"json_schema":{},"type":"json_schema"}""", "JsonSchema")]
    [InlineData(""","guided_json":{}""", "JsonSchema")]
    [InlineData(""","guided_regex":null""", "")]
    [InlineData(""","reasoning_effort":"high" """, "Reasoning")]
    [InlineData(""","reasoning_effort":"none" """, "")]
    [InlineData(""","reasoning_effort":null""", "")]
    [InlineData(""","reasoning":{"effort":"low"}""", "Reasoning")]
    [InlineData(""","modalities":["text","audio"]""", "Audio")]
    public void Needs_follow_what_the_request_uses(string more, string expected)
    {
        var needs = Read.Chat(Read.User("hi"), more).Needs;
        var expectedSet = expected.Length == 0 ? CapabilitySet.Of(Capability.Chat) : CapabilitySet.Of(Capability.Chat, Enum.Parse<Capability>(expected));
        Assert.Equal(expectedSet, needs);
    }

    [Theory]
    [InlineData("""[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}]""", Capability.Audio)]
    [InlineData("""[{"role":"user","content":[{"image_url":{"url":"u"}}]}]""", Capability.Vision)]
    [InlineData("""[{"role":"user","content":"a"},{"role":"tool","content":"b","tool_call_id":"1"}]""", Capability.Tools)]
    [InlineData("""[{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]}]""", Capability.Tools)]
    public void Messages_have_needs_too(string messages, Capability expected) => Assert.True(Read.Chat(messages).Needs.Contains(expected));

    [Fact]
    public void An_image_alone_is_a_prompt() => Assert.Equal(0, Read.Chat("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]""").Text.Length);

    [Fact]
    public void Options_are_read()
    {
        var request = Read.Chat(Read.User("x"), ""","stream":true,"stream_options":{"a":1,"include_usage":true},"n":3,"max_tokens":7,"max_completion_tokens":9,"temperature":0.5""");
        Assert.True(request.Stream);
        Assert.True(request.IncludeUsage);
        Assert.Equal(3, request.Choices);
        Assert.Equal(9, request.MaxTokens);
        Assert.Equal(0.5, request.Temperature);
    }

    [Fact]
    public void Null_means_unset()
    {
        var request = Read.Chat(Read.User("x"), ""","stream":null,"stream_options":null,"n":null,"max_tokens":null,"temperature":null""");
        Assert.False(request.Stream);
        Assert.Equal(1, request.Choices);
        Assert.Null(request.MaxTokens);
        Assert.Null(request.Temperature);
    }

    [Fact]
    public void An_escaped_member_name_is_the_same_member() => Assert.Equal("auto", Read.Good(Dialect.Chat, """{"mod\u0065l":"\u0061uto","messages":[{"role":"user","content":"x"}]}""").Model);

    [Fact]
    public void A_model_name_seen_before_is_the_same_string() => Assert.Same(Read.Chat(Read.User("x")).Model, Read.Chat(Read.User("y")).Model);

    [Fact]
    public void A_request_can_be_used_again_after_reset()
    {
        var request = Read.Chat(Read.User("a long first text, which must not shine through"), ""","stream":true,"tools":[{}],"n":2,"temperature":1""");
        request.Reset();
        Assert.Null(RequestParser.Parse(Dialect.Completions, """{"model":"m","prompt":"b"}"""u8.ToArray(), request));
        Assert.Equal("b", request.Text.ToString());
        Assert.Equal(CapabilitySet.Of(Capability.Completions), request.Needs);
        Assert.False(request.Stream);
        Assert.Equal(1, request.Choices);
        Assert.Null(request.Temperature);
    }

    private static string Slice(ParsedRequest request, int index) => request.Text.Slice(request.Segments[index].Start, request.Segments[index].Length).ToString();
}
