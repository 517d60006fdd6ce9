using System.Text;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Responses;

#pragma warning disable OPENAI001 // the SDK calls its Responses client an evaluation

namespace LlmRouting.DataPlane.Tests.Clients.DotNet;

/// <summary>Everything besides chat, with the official .NET SDK.</summary>
public sealed class OtherApiTests
{
    [Fact]
    public async Task Embeddings_arrive_as_floats_in_order()
    {
        await using var router = await ClientRouter.StartAsync();
        OpenAIEmbeddingCollection vectors = await Sdk.Of(router).GetEmbeddingClient("auto").GenerateEmbeddingsAsync(["a cat", "a dog"], new EmbeddingGenerationOptions { Dimensions = 16 });
        Assert.Equal([0, 1], vectors.Select(v => v.Index));
        Assert.Equal(16, vectors[0].ToFloats().Length);
        Assert.Equal(1, vectors[0].ToFloats().ToArray().Sum(x => x * x), 3);
        Assert.Equal(4, vectors.Usage.InputTokenCount);
    }

    [Fact]
    public async Task Models_lists_what_the_key_may_ask_for()
    {
        await using var router = await ClientRouter.StartAsync();
        var client = Sdk.Of(router).GetOpenAIModelClient();
        OpenAIModelCollection models = await client.GetModelsAsync();
        Assert.Equal(["auto", "acme/assistant", "weak", "strong"], models.Select(m => m.Id));
        OpenAIModel one = await client.GetModelAsync("strong");
        Assert.Equal(("strong", "llm-routing"), (one.Id, one.OwnedBy));
    }

    [Theory]
    [InlineData("acme/assistant")]
    [InlineData("auto")]
    public async Task A_model_is_found_whatever_its_name_holds(string name)
    {
        await using var router = await ClientRouter.StartAsync();
        OpenAIModel model = await Sdk.Of(router).GetOpenAIModelClient().GetModelAsync(name);
        Assert.Equal(name, model.Id);
    }

    [Fact]
    public async Task A_response_has_text_and_usage()
    {
        await using var router = await ClientRouter.StartAsync();
        ResponseResult response = await Sdk.Of(router).GetResponsesClient().CreateResponseAsync("auto", "hello");
        Assert.StartsWith("Simulated answer of small-model to: hello", response.GetOutputText(), StringComparison.Ordinal);
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal(48, response.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task A_streamed_response_adds_up_and_completes()
    {
        await using var router = await ClientRouter.StartAsync();
        var (text, kinds) = (new StringBuilder(), new List<string>());
        ResponseResult? completed = null;
        await foreach (var update in await Sdk.Of(router).GetResponsesClient().CreateResponseStreamingAsync("auto", "hello"))
        {
            kinds.Add(update.GetType().Name);
            if (update is StreamingResponseOutputTextDeltaUpdate delta) text.Append(delta.Delta);
            if (update is StreamingResponseCompletedUpdate end) completed = end.Response;
        }

        Assert.Equal(nameof(StreamingResponseCreatedUpdate), kinds[0]);
        Assert.Equal(completed?.GetOutputText(), text.ToString());
        Assert.Equal(48, completed?.Usage.OutputTokenCount);
    }
}
