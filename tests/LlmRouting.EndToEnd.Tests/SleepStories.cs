using LlmRouting.EndToEnd.Tests.Harness;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>A tier that costs nothing while nobody asks, and answers whoever asks.</summary>
public sealed class SleepStories
{
    private const string Sleepy = "autoscaling: {minReplicas: 0, maxReplicas: 2, source: Direct, scaleDown: {stabilization: 1s}}";

    [Fact]
    public async Task A_tier_sleeps_when_idle_and_wakes_for_a_request_that_waits()
    {
        var (story, @operator, router) = await Story.ServingAsync();
        await using var end = story;
        await story.ApplyAsync(Manifests.Small(null, Sleepy));
        await SleepsAsync(story);
        await router.HasEndpointsAsync("small", 0);

        Assert.Equal("weak", (await router.DecisionAsync("hello")).Tier);
        await router.HasEndpointsAsync("small", 1);
        await SleepsAsync(story);

        // It stands on the Deployment that it sleeps, so whoever operates next knows.
        await @operator.DisposeAsync();
        await story.StartOperatorAsync("operator-1");
        await router.StatusBecomesAsync(status => (bool)status["operator"]!["connected"]!);
        using var stream = await router.SendAsync("hello", stream: true);
        Assert.EndsWith("data: [DONE]\n\n", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_that_wait_for_the_same_tier_are_all_answered()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await story.ApplyAsync(Manifests.Small(null, Sleepy));
        await SleepsAsync(story);
        await router.HasEndpointsAsync("small", 0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => router.FaultOfAsync("hello", stream: number % 2 == 0)));
        Assert.All(answers, Assert.Null);
    }

    private static Task SleepsAsync(Story story) => story.BecomesAsync("Deployment", "small", item =>
        (int)item["spec"]!["replicas"]! == 0 && (string?)item["metadata"]!["annotations"]?["llmrouting.dev/sleep"] == "asleep");
}
