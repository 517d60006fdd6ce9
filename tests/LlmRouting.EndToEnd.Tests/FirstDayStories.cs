using LlmRouting.EndToEnd.Tests.Harness;

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

        Assert.Equal(("small", "qwen3-4b", "v7"), Shape(await router.DecisionAsync("hello")));
        Assert.Equal(("large", "glm-5", "v7"), Shape(await router.DecisionAsync("please refactor this")));
        Assert.Equal(("large", "glm-5", "v7"), Shape(await router.DecisionAsync(new string('a', 501))));
        Assert.Null(await router.FaultOfAsync("hello", stream: true));
    }

    private static (string?, string?, string?) Shape(Decision decision) => (decision.Tier, decision.Model, decision.Classifier);
}
