using System.Text.Json;

namespace LlmRouting.DataPlane.Tests.Clients.Node;

/// <summary>Everything besides chat, with the official npm package.</summary>
public sealed class OtherApiTests
{
    [Fact]
    public async Task Embeddings_models_completions_and_responses_work()
    {
        await using var router = await ClientRouter.StartAsync();
        var told = await NodeStory.RunAsync(router, "others");
        Embeddings(told);
        Models(told);
        Completions(told);
        Responses(told);
    }

    private static void Embeddings(JsonElement told)
    {
        var vectors = Vectors(told.At("vectors"));
        Assert.Equal([16, 16], vectors.Select(v => v.Length));
        Assert.Equal(Vectors(told.At("floats")), vectors);
        Assert.Equal(4, told.Number("promptTokens"));
    }

    private static void Models(JsonElement told)
    {
        Assert.Equal(["auto", "acme/assistant", "weak", "strong"], told.At("models").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(("acme/assistant", "model"), (told.At("one").Text("id"), told.At("one").Text("object")));
    }

    private static void Completions(JsonElement told)
    {
        Assert.StartsWith("Simulated answer of small-model to: once upon", told.Text("completion"), StringComparison.Ordinal);
        Assert.Equal(told.Text("completion"), told.Text("completed"));
    }

    private static void Responses(JsonElement told)
    {
        var response = told.At("response");
        Assert.Equal(("completed", 48), (response.Text("status"), response.Number("tokens")));
        Assert.StartsWith("req_", response.Text("id"), StringComparison.Ordinal);
        Assert.Equal(["response.created", "response.completed"], told.At("kinds").EnumerateArray().Select(k => k.GetString()));
        Assert.Equal((response.Text("text"), response.Text("text")), (told.Text("delta"), told.Text("helper")));
        Assert.Equal(48, told.Number("streamedTokens"));
    }

    private static float[][] Vectors(JsonElement told) => [.. told.EnumerateArray().Select(v => v.EnumerateArray().Select(x => x.GetSingle()).ToArray())];
}
