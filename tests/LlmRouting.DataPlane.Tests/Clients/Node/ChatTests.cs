using System.Text.Json;
using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Clients.Node;

/// <summary>Chat with the official npm package.</summary>
public sealed class ChatTests
{
    [Fact]
    public async Task An_answer_has_text_usage_and_our_request_id()
    {
        await using var router = await ClientRouter.StartAsync();
        var told = await NodeStory.RunAsync(router, "chat");
        Assert.StartsWith("Simulated answer of small-model to: hello there", told.Text("text"), StringComparison.Ordinal);
        Assert.Equal(("stop", 48, "weak"), (told.Text("finish"), told.Number("completionTokens"), told.Text("tier")));
        Assert.StartsWith("req_", told.Text("requestId"), StringComparison.Ordinal);
        Assert.Equal((told.Text("headerId"), told.Text("headerId")), (told.Text("requestId"), told.Text("ownId")));
        Assert.Equal("large-model", told.Text("strongModel"));
    }

    [Fact]
    public async Task A_stream_adds_up_and_has_usage_only_where_asked_for()
    {
        await using var router = await ClientRouter.StartAsync();
        var told = await NodeStory.RunAsync(router, "stream");
        Assert.Equal((told.Text("wholeText"), told.Text("wholeText")), (told.Text("text"), told.Text("helperText")));
        Assert.Equal("stop", told.Text("finish"));
        Assert.Equal((50, 0), (told.Number("chunks"), told.Number("usageChunks")));
        Assert.Equal(told.Number("totalTokens"), told.Number("streamedTokens"));
        Assert.True(told.Number("helperDeltas") > 40);
    }

    [Fact]
    public async Task Tools_are_called_whole_streamed_and_by_the_runner()
    {
        await using var router = await ClientRouter.StartAsync();
        var told = await NodeStory.RunAsync(router, "tools");
        const string arguments = """{"city":"simulated"}""";
        Assert.Equal("tool_calls", told.Text("finish"));
        Assert.Equal(("get_weather", arguments), (told.At("call").Text("name"), told.At("call").Text("arguments")));
        Assert.Equal(("get_weather", arguments), (told.Text("streamedName"), told.Text("streamedArguments")));
        Assert.True(told.Number("pieces") > 2);
        Assert.Equal("simulated", Assert.Single(told.At("runnerAsked").EnumerateArray().ToArray()).GetString());
        Assert.StartsWith("Simulated answer", told.Text("runnerFinal"), StringComparison.Ordinal);
        Assert.Equal("simulated", told.At("parsed").Text("city"));
    }

    [Fact]
    public async Task A_json_schema_is_kept_whole_and_streamed()
    {
        await using var router = await ClientRouter.StartAsync();
        var told = await NodeStory.RunAsync(router, "format");
        Assert.Equal(1, told.At("person").Number("age"));
        Assert.Equal(1, told.At("streamed").Number("age"));
        Assert.Equal(JsonValueKind.Object, told.At("object").ValueKind);
    }

    [Fact]
    public async Task Image_parts_go_to_the_tier_that_sees()
    {
        await using var router = await ClientRouter.StartAsync();
        var told = await NodeStory.RunAsync(router, "images");
        Assert.Equal(("large-model", 2), (told.Text("model"), router.Large.State.Images));
    }

    [Fact]
    public async Task A_stream_that_its_reader_leaves_is_cancelled_upstream()
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse("stall=2"));
        var told = await NodeStory.RunAsync(router, "abort");
        Assert.True(told.At("refused").GetBoolean());
        await router.Small.State.WaitUntilAsync(state => state.Cancelled == 3).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
