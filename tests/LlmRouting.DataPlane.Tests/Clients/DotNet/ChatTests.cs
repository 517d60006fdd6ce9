using System.ClientModel;
using System.Text;
using System.Text.Json;
using LlmRouting.DataPlane.Simulation;
using OpenAI.Chat;

namespace LlmRouting.DataPlane.Tests.Clients.DotNet;

/// <summary>Chat with the official .NET SDK.</summary>
public sealed class ChatTests
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "get_weather", "The weather of a city",
        BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    [Fact]
    public async Task An_answer_has_text_usage_and_the_tiers_model()
    {
        await using var router = await ClientRouter.StartAsync();
        var result = await Sdk.Of(router).GetChatClient("auto").CompleteChatAsync([new SystemChatMessage("be brief"), new UserChatMessage("hello there")]);
        ChatCompletion answer = result;
        Assert.StartsWith("Simulated answer of small-model to: hello there", answer.Content[0].Text, StringComparison.Ordinal);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(48, answer.Usage.OutputTokenCount);
        Assert.True(result.GetRawResponse().Headers.TryGetValue("x-llm-tier", out var tier));
        Assert.Equal("weak", tier);
    }

    [Fact]
    public async Task The_prompt_decides_the_tier()
    {
        await using var router = await ClientRouter.StartAsync();
        ChatCompletion answer = await Sdk.Of(router).GetChatClient("auto").CompleteChatAsync("refactor this");
        Assert.Equal("large-model", answer.Model);
    }

    [Fact]
    public async Task A_stream_adds_up_to_the_same_text_and_ends_with_a_reason()
    {
        await using var router = await ClientRouter.StartAsync();
        var chat = Sdk.Of(router).GetChatClient("auto");
        ChatCompletion whole = await chat.CompleteChatAsync("hello");
        var (text, reason, usage) = (new StringBuilder(), (ChatFinishReason?)null, (ChatTokenUsage?)null);
        await foreach (var update in chat.CompleteChatStreamingAsync("hello"))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text);
            reason = update.FinishReason ?? reason;
            usage = update.Usage ?? usage;
        }

        Assert.Equal(whole.Content[0].Text, text.ToString());
        Assert.Equal(ChatFinishReason.Stop, reason);
        // The SDK always asks for the usage of a stream.
        Assert.Equal(whole.Usage.TotalTokenCount, usage?.TotalTokenCount);
    }

    [Fact]
    public async Task A_required_tool_is_called_and_its_result_is_answered()
    {
        await using var router = await ClientRouter.StartAsync();
        var chat = Sdk.Of(router).GetChatClient("auto");
        var options = new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        ChatCompletion call = await chat.CompleteChatAsync([new UserChatMessage("what is it like outside?")], options);
        Assert.Equal(ChatFinishReason.ToolCalls, call.FinishReason);
        Assert.Equal("get_weather", call.ToolCalls[0].FunctionName);
        Assert.Equal("simulated", JsonDocument.Parse(call.ToolCalls[0].FunctionArguments).RootElement.GetProperty("city").GetString());

        ChatMessage[] conversation = [new UserChatMessage("what is it like outside?"), new AssistantChatMessage(call), new ToolChatMessage(call.ToolCalls[0].Id, "sunny")];
        ChatCompletion answer = await chat.CompleteChatAsync(conversation, new ChatCompletionOptions { Tools = { Weather } });
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Fact]
    public async Task A_streamed_tool_call_arrives_in_pieces()
    {
        await using var router = await ClientRouter.StartAsync();
        var options = new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        var (name, arguments, pieces) = ("", new StringBuilder(), 0);
        await foreach (var update in Sdk.Of(router).GetChatClient("auto").CompleteChatStreamingAsync([new UserChatMessage("outside?")], options))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                name += call.FunctionName;
                arguments.Append(call.FunctionArgumentsUpdate);
                pieces++;
            }
        }

        Assert.Equal("get_weather", name);
        Assert.Equal("""{"city":"simulated"}""", arguments.ToString());
        Assert.True(pieces > 2);
    }

    [Fact]
    public async Task A_json_schema_is_kept()
    {
        await using var router = await ClientRouter.StartAsync();
        var schema = BinaryData.FromString("""{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"],"additionalProperties":false}""");
        var options = new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("person", schema, jsonSchemaIsStrict: true) };
        ChatCompletion answer = await Sdk.Of(router).GetChatClient("auto").CompleteChatAsync([new UserChatMessage("a person")], options);
        var person = JsonDocument.Parse(answer.Content[0].Text).RootElement;
        Assert.Equal(1, person.GetProperty("age").GetInt32());
    }

    [Fact]
    public async Task Image_parts_go_to_the_tier_that_sees()
    {
        await using var router = await ClientRouter.StartAsync();
        var message = new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("what is this?"),
            ChatMessageContentPart.CreateImagePart(new Uri("https://example.com/cat.png")),
            ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(new byte[64]), "image/png"));
        ChatCompletion answer = await Sdk.Of(router).GetChatClient("auto").CompleteChatAsync(message);
        Assert.Equal("large-model", answer.Model);
        Assert.Equal(2, router.Large.State.Images);
    }

    [Fact]
    public async Task Cancelling_reaches_the_upstream()
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse("stall=2"));
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Sdk.Of(router).GetChatClient("auto").CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: cancel.Token))
            {
                if (update.ContentUpdate.Count > 0) await cancel.CancelAsync();
            }
        });
        await router.Small.State.WaitUntilAsync(state => state.Cancelled == 1).WaitAsync(TimeSpan.FromSeconds(20));
    }

}
