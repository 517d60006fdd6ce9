using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

namespace LlmRouting.DataPlane.Tests.Simulation;

/// <summary>The official client takes the simulator for a real server.</summary>
public sealed class OpenAiClientTests
{
    [Fact]
    public async Task Chat_streaming_tools_and_embeddings_work()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var client = new OpenAIClient(new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = new Uri(simulator.Simulator.BaseAddress, "/v1") });
        var chat = client.GetChatClient("small");
        ChatCompletion answer = await chat.CompleteChatAsync("hello");
        Assert.StartsWith("Simulated answer of small to: hello", answer.Content[0].Text, StringComparison.Ordinal);

        var streamed = new System.Text.StringBuilder();
        await foreach (var update in chat.CompleteChatStreamingAsync("hello"))
            foreach (var part in update.ContentUpdate) streamed.Append(part.Text);
        Assert.Equal(answer.Content[0].Text, streamed.ToString());

        var tool = ChatTool.CreateFunctionTool("now", "the time", BinaryData.FromString("""{"type":"object","properties":{"zone":{"type":"string"}}}"""));
        ChatCompletion call = await chat.CompleteChatAsync([new UserChatMessage("call now")], new ChatCompletionOptions { Tools = { tool } });
        Assert.Equal("""{"zone":"simulated"}""", call.ToolCalls[0].FunctionArguments.ToString());

        OpenAI.Embeddings.OpenAIEmbedding vector = await client.GetEmbeddingClient("small").GenerateEmbeddingAsync("hello");
        Assert.Equal(384, vector.ToFloats().Length);
        Assert.Equal("small", (await client.GetOpenAIModelClient().GetModelsAsync()).Value[0].Id);
    }

    [Fact]
    public async Task Its_error_class_carries_the_status_and_message()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var client = new OpenAIClient(new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = new Uri(simulator.Simulator.BaseAddress, "/v1") });
        var error = await Assert.ThrowsAsync<ClientResultException>(() => client.GetChatClient("other").CompleteChatAsync("hello"));
        Assert.Equal(404, error.Status);
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }
}
