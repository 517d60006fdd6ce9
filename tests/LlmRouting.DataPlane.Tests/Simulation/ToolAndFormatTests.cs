using System.Text.Json.Nodes;
using static LlmRouting.DataPlane.Tests.Simulation.SimulatorClient;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class ToolAndFormatTests
{
    private const string Schema =
        """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":2},"unit":{"enum":["c","f"]},"note":{"type":"string"}},"required":["city","days","unit"]}""";

    private const string Tools = $$$""","tools":[{"type":"function","function":{"name":"get_weather","parameters":{{{Schema}}}}}]""";

    private const string Sample = """{"city":"simulated","days":2,"unit":"c"}""";

    [Theory]
    [InlineData("hello", ""","tool_choice":"required" """)]
    [InlineData("hello", ""","tool_choice":{"type":"function","function":{"name":"get_weather"}}""")]
    [InlineData("please use get_weather", "")]
    public async Task A_function_is_called_when_told_to_or_named(string prompt, string choice)
    {
        await using var simulator = await StartAsync();
        var answer = (await simulator.AskAsync(Chat(prompt, Tools + choice)))["choices"]![0]!;
        Assert.Equal("tool_calls", (string?)answer["finish_reason"]);
        Assert.Equal("get_weather", (string?)answer["message"]!["tool_calls"]![0]!["function"]!["name"]);
        Assert.Equal(Sample, (string?)answer["message"]!["tool_calls"]![0]!["function"]!["arguments"]);
    }

    [Theory]
    [InlineData("hello", "")]
    [InlineData("please use get_weather", ""","tool_choice":"none" """)]
    public async Task Otherwise_the_answer_is_text(string prompt, string choice)
    {
        await using var simulator = await StartAsync();
        Assert.Equal("stop", (string?)(await simulator.AskAsync(Chat(prompt, Tools + choice)))["choices"]![0]!["finish_reason"]);
    }

    [Theory]
    [InlineData(Tools, true)]
    [InlineData(Tools + ""","tool_choice":"auto" """, true)]
    [InlineData(Tools + ""","tool_choice":"none" """, false)]
    [InlineData(Tools + ""","tool_choice":"required" """, false)]
    [InlineData(Tools + ""","tool_choice":{"type":"function","function":{"name":"get_weather"}}""", false)]
    [InlineData(""","tools":[]""", false)]
    public async Task Without_auto_tool_choice_tools_that_the_model_may_choose_are_vllms_400(string more, bool isRefused)
    {
        await using var simulator = await StartAsync(o => o with { AutoToolChoice = false });
        var error = (await simulator.AskAsync(Chat("hello", more)))["error"];
        Assert.Equal(isRefused ? "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set" : null, (string?)error?["message"]);
    }

    [Fact]
    public async Task A_tools_result_is_answered_with_text()
    {
        await using var simulator = await StartAsync();
        var answer = await simulator.AskAsync(
            $$"""{"messages":[{"role":"user","content":"get_weather"},{"role":"assistant","content":null},{"role":"tool","content":"rain"}]{{Tools}}}""");
        Assert.Equal("stop", (string?)answer["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Streamed_arguments_come_in_pieces_that_join_to_the_whole()
    {
        await using var simulator = await StartAsync();
        var events = await simulator.StreamAsync(Chat("get_weather", Tools + ""","stream":true"""));
        var calls = events.SkipLast(1).Select(e => JsonNode.Parse(e)!["choices"]![0]!["delta"]!["tool_calls"]?[0]).OfType<JsonNode>().ToList();
        Assert.Equal("get_weather", (string?)calls[0]["function"]!["name"]);
        Assert.True(calls.Count > 3);
        Assert.Equal(Sample, string.Concat(calls.Select(c => (string?)c["function"]!["arguments"])));
        Assert.Equal("tool_calls", (string?)JsonNode.Parse(events[^2])!["choices"]![0]!["finish_reason"]);
    }

    [Theory]
    [InlineData("""{"type":"json_object"}""", """{"simulated":true}""")]
    [InlineData($$$"""{"type":"json_schema","json_schema":{"name":"w","schema":{{{Schema}}}}}""", Sample)]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"w","schema":{"type":"array","minItems":2,"items":{"$ref":"#/$defs/b"},"$defs":{"b":{"type":["null","boolean"]}}}}}""", "[true,true]")]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"w","schema":{"anyOf":[{"const":4},{"type":"string"}]}}}""", "4")]
    public async Task A_response_format_gets_a_document_that_fits_it(string format, string expected)
    {
        await using var simulator = await StartAsync();
        var answer = await simulator.AskAsync(Chat("hello", $",\"response_format\":{format}"));
        Assert.Equal(expected, JsonNode.Parse((string)answer["choices"]![0]!["message"]!["content"]!)!.ToJsonString());
    }
}
