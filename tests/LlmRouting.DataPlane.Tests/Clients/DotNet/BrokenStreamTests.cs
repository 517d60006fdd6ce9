using LlmRouting.DataPlane.Simulation;
using OpenAI.Chat;
using OpenAI.Responses;

#pragma warning disable OPENAI001 // the SDK calls its Responses client an evaluation

namespace LlmRouting.DataPlane.Tests.Clients.DotNet;

/// <summary>An upstream that dies in the middle of a stream, as the official .NET SDK shows it.</summary>
public sealed class BrokenStreamTests
{
    /// <summary>2.15 raises nothing for an error event of chat, OpenAI's own included: the missing finish reason tells.</summary>
    [Theory]
    [InlineData("cut=5")]
    [InlineData("end=5")]
    [InlineData("error-event=5")]
    public async Task A_chat_stream_ends_without_a_finish_reason_and_without_spliced_text(string fault)
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse(fault));
        var seen = new List<StreamingChatCompletionUpdate>();
        await foreach (var update in Sdk.Of(router).GetChatClient("auto").CompleteChatStreamingAsync("hello")) seen.Add(update);
        Assert.Equal("Simulated answer of small-model", string.Concat(seen.SelectMany(u => u.ContentUpdate).Select(part => part.Text)));
        Assert.All(seen, update => Assert.Null(update.FinishReason));
    }

    [Fact]
    public async Task A_response_stream_ends_in_an_error_update()
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse("cut=8"));
        StreamingResponseUpdate? last = null;
        await foreach (var update in await Sdk.Of(router).GetResponsesClient().CreateResponseStreamingAsync("auto", "hello")) last = update;
        var error = Assert.IsType<StreamingResponseErrorUpdate>(last);
        Assert.Equal("upstream_truncated", error.Code);
        Assert.Contains("incomplete", error.Message, StringComparison.Ordinal);
    }
}
