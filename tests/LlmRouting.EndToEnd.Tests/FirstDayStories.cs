using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>Install, apply, ask.</summary>
public sealed class FirstDayStories
{
    [Fact]
    public async Task Applied_tiers_become_Ready_the_policy_Programmed_and_requests_go_where_v7_says()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
        await story.ConditionAsync("ModelTier", "large", "Ready", "True", "Serving");
        await story.ConditionAsync("RoutingPolicy", "default", "Accepted", "True");
        await story.ConditionAsync("RoutingPolicy", "default", "ResolvedRefs", "True");

        Assert.Equal(("weak", "qwen3-4b", "v7"), Shape(await router.DecisionAsync("hello")));
        Assert.Equal(("strong", "glm-5", "v7"), Shape(await router.DecisionAsync("please refactor this")));
        Assert.Equal(("strong", "glm-5", "v7"), Shape(await router.DecisionAsync(new string('a', 501))));
        Assert.Null(await router.FaultOfAsync("hello", stream: true));
    }

    [Fact]
    public async Task What_the_schema_knows_is_refused_by_the_API_server_which_names_the_field()
    {
        await using var story = await Story.BeginAsync();
        await RefusedAsync(story, Manifests.Canary(150), "spec.weight");
        await RefusedAsync(story, Manifests.Small().Replace("maxNumSeqs: 64", "maxNumSeqs: 0", StringComparison.Ordinal), "spec.vllm.maxNumSeqs");
        await RefusedAsync(story, Manifests.Policy().Replace("match: Substring", "match: Guess", StringComparison.Ordinal), "match");
    }

    private static async Task RefusedAsync(Story story, string manifest, string field)
    {
        var refusal = await Assert.ThrowsAsync<KubernetesException>(() => story.ApplyAsync(manifest));
        Assert.True(refusal.IsInvalid, refusal.Message);
        Assert.Contains(field, refusal.Message, StringComparison.Ordinal);
    }

    private static (string?, string?, string?) Shape(Decision decision) => (decision.Tier, decision.Model, decision.Classifier);
}
