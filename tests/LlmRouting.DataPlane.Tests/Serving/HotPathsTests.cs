using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>What passes routing by is answered as what goes through it.</summary>
public sealed class HotPathsTests
{
    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/V1/Chat/Completions")]
    [InlineData("/v1/chat/completions?api-version=1")]
    public async Task However_the_path_is_spelt_the_request_is_served(string path)
    {
        await using var router = await StartAsync();
        Assert.Equal("weak", (await router.AskAsync(Prompts.Chat(), path)).IsOk()["x-llm-tier"]);
    }

    [Theory]
    [InlineData("/v1/chat/completionsx")]
    [InlineData("/v1/chat/completions/x")]
    public async Task Another_path_is_not(string path)
    {
        await using var router = await StartAsync();
        (await router.AskAsync(Prompts.Chat(), path)).IsError(404, "unknown_url");
    }

    private static Task<RouterUnderTest> StartAsync()
    {
        var files = new ManifestFiles();
        files.Write("all.yaml", ManifestText.Tier("weak"), ManifestText.Policy("models: [auto]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]"));
        return RouterUnderTest.StartAsync(files, o => o with { Simulate = true });
    }
}
