using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>GET /v1/models lists names that can be asked for as they stand there.</summary>
public sealed class ModelsTests
{
    [Fact]
    public async Task A_tier_name_that_two_policies_share_is_listed_with_its_policy_and_can_be_asked_for_so()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan());
        var text = drill.Router.Files.Read("policy.yaml");
        drill.Router.Files.Write("second.yaml", text.Replace("name: default}", "name: second}", StringComparison.Ordinal).Replace("models: [auto]", "models: [other]", StringComparison.Ordinal));
        await drill.Router.ServesTheFolderAsync();

        var list = (await drill.Router.GetAsync("/v1/models")).IsOk().Json["data"]!.AsArray().Select(model => (string)model!["id"]!).ToArray();

        Assert.Equal(["auto", "default/strong", "default/weak", "other", "second/strong", "second/weak"], list.Order(StringComparer.Ordinal));
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Chat("hi", "second/strong"))).IsOk()["x-llm-tier"]);
        (await drill.Router.AskAsync(Prompts.Chat("hi", "strong"))).IsError(400, "model_ambiguous", "model");
    }
}
