using LlmRouting.EndToEnd.Tests.Harness;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>A tier that is deleted ends what it began.</summary>
public sealed class DeletionStories
{
    [Fact]
    public async Task A_deleted_tier_waits_for_open_streams_and_then_goes_with_all_it_owns()
    {
        await using var story = await Story.BeginAsync();
        story.Pods.Shape = story.Pods.Shape with { TokensPerSecond = 20, OutputTokens = 60 };
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        await story.StartOperatorAsync();
        var router = await story.StartRouterAsync();
        await story.ServesAsync(router);

        var streams = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => router.SendAsync("please refactor this", stream: true)));
        await story.DeleteAsync("ModelTier", "large");
        await story.ConditionAsync("ModelTier", "large", "Ready", "False", "Draining");
        Assert.Equal(3, story.Pods.Of("large").Single().Server.State.Running);
        await story.PatchAsync("ModelTier", "small", """{"spec":{"costPerHour":"0.31"}}""");
        await story.ConditionAsync("ModelTier", "small", "Ready", "True");
        foreach (var stream in streams)
        {
            using (stream) Assert.EndsWith("data: [DONE]\n\n", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await GoneAsync(story, "ModelTier", "large");
        await GoneAsync(story, "Deployment", "large");
        await GoneAsync(story, "Service", "large");
        await Eventually.IsAsync(() => story.Pods.Of("large").Count == 0, () => "its server still runs");

        await story.ApplyAsync(Manifests.Policy(strong: "small"));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        Assert.Equal("strong", (await router.DecisionAsync("please refactor this")).Tier);
    }

    [Fact]
    public async Task Streams_of_a_tier_that_its_policy_let_go_of_end_whole_too()
    {
        await using var story = await Story.BeginAsync();
        story.Pods.Shape = story.Pods.Shape with { TokensPerSecond = 20, OutputTokens = 60 };
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        await story.StartOperatorAsync();
        var router = await story.StartRouterAsync();
        await story.ServesAsync(router);

        using var stream = await router.SendAsync("please refactor this", stream: true);
        await story.ApplyAsync(Manifests.Policy(strong: "small"));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await story.DeleteAsync("ModelTier", "large");
        Assert.EndsWith("data: [DONE]\n\n", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await GoneAsync(story, "ModelTier", "large");
    }

    [Fact]
    public async Task A_tier_that_nobody_uses_goes_at_once_even_without_a_data_plane()
    {
        await using var story = await Story.BeginAsync();
        await story.ApplyAsync(Manifests.Small());
        await story.StartOperatorAsync();
        await story.ConditionAsync("ModelTier", "small", "Ready", "True");
        await story.DeleteAsync("ModelTier", "small");
        await GoneAsync(story, "ModelTier", "small");
        await GoneAsync(story, "Deployment", "small");
    }

    [Fact]
    public async Task A_deleted_tier_that_a_policy_names_takes_only_its_own_requests_along_and_may_come_back()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await using var load = Load.On(() => router, "hello");
        await story.DeleteAsync("ModelTier", "large");
        await GoneAsync(story, "ModelTier", "large");
        Assert.Contains("large", await story.ConditionAsync("RoutingPolicy", "default", "ResolvedRefs", "False", "RefNotFound"), StringComparison.Ordinal);
        using (var refused = await router.SendAsync("please refactor this")) Assert.Equal(503, (int)refused.StatusCode);
        await load.ServesAsync();

        await story.ApplyAsync(Manifests.Large());
        await story.ConditionAsync("RoutingPolicy", "default", "ResolvedRefs", "True");
        await router.HasEndpointsAsync("large", 1);
        Assert.Equal("strong", (await router.DecisionAsync("please refactor this")).Tier);
        await load.NothingFailedAsync();
    }

    private static Task GoneAsync(Story story, string kind, string name) =>
        Eventually.IsAsync(async () => !await story.ExistsAsync(kind, name), async () => $"{kind} {name} is still there:\n{await story.GetAsync(kind, name)}\n{story.Log.Tail}");
}
