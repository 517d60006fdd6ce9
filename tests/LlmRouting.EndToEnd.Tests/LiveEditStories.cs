using System.Text.Json.Nodes;
using LlmRouting.EndToEnd.Tests.Harness;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>What is applied is what is served, in that order.</summary>
public sealed class LiveEditStories
{
    [Fact]
    public async Task An_edited_policy_is_served_by_the_time_it_says_Programmed()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        foreach (var (max, tier) in new[] { (3, "strong"), (400, "weak"), (4, "strong") })
        {
            await story.ApplyAsync(Manifests.Policy(max: max));
            await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
            Assert.Equal(tier, (await router.DecisionAsync("hello")).Tier);
        }
    }

    [Fact]
    public async Task The_weight_of_a_canary_follows_its_spec()
    {
        var (story, _, router) = await Story.ServingAsync(Manifests.SmallV2());
        await using var end = story;
        foreach (var (weight, least, most) in new[] { (10, 4, 60), (50, 60, 140), (0, 0, 0) })
        {
            await story.ApplyAsync(Manifests.Canary(weight));
            await story.BecomesAsync("CanaryRollout", "small-v2", item => (int?)item["status"]?["effectiveWeight"] == weight && Observed(item));
            await router.StatusBecomesAsync(status => Weight(status) == weight);
            Assert.InRange(await CanaryShareAsync(router, 200), least, most);
        }
    }

    [Fact]
    public async Task A_canary_without_servers_gets_nothing_and_says_why()
    {
        var story = await Story.BeginAsync();
        await using var end = story;
        story.Pods.Let("small-v2", PodFate.StaysPending);
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.SmallV2(), Manifests.Policy(), Manifests.Canary(50)));
        await story.StartOperatorAsync();
        var router = await story.StartRouterAsync();
        await story.ServesAsync(router);

        Assert.Contains("small-v2", await story.ConditionAsync("CanaryRollout", "small-v2", "Healthy", "False", "NoReadyEndpoint"), StringComparison.Ordinal);
        await story.BecomesAsync("CanaryRollout", "small-v2", item => (int?)item["status"]!["effectiveWeight"] == 0 && item["status"]!["reason"] is not null);
        Assert.Equal(0, await CanaryShareAsync(router, 20));

        story.Pods.Let("small-v2", PodFate.Run);
        await story.ConditionAsync("CanaryRollout", "small-v2", "Healthy", "True", "CanaryReady");
        await story.BecomesAsync("CanaryRollout", "small-v2", item => (int?)item["status"]!["effectiveWeight"] == 50 && item["status"]!["reason"] is null);
        await router.HasEndpointsAsync("small-v2", 1);
        Assert.InRange(await CanaryShareAsync(router, 100), 25, 75);
    }

    [Fact]
    public async Task A_bad_update_keeps_the_last_good_version_and_says_so()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await story.ApplyAsync(Manifests.Policy(weak: "nobody", max: 3));
        await story.ConditionAsync("RoutingPolicy", "default", "ResolvedRefs", "False", "RefNotFound");
        Assert.Contains("last good version", await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "False"), StringComparison.Ordinal);
        Assert.Equal("weak", (await router.DecisionAsync("hello")).Tier);

        var before = await ImageAsync(story);
        await story.ApplyAsync(Manifests.Small(version: "0.1.0"));
        await story.ConditionAsync("ModelTier", "small", "Ready", "False", "UnsupportedVersion");
        Assert.Equal(before, await ImageAsync(story));
        Assert.Equal("weak", (await router.DecisionAsync("hello")).Tier);

        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Policy(max: 3)));
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        Assert.Equal("strong", (await router.DecisionAsync("hello")).Tier);
    }

    [Fact]
    public async Task Of_edits_during_a_reconcile_the_last_one_stands()
    {
        var (story, _, _) = await Story.ServingAsync();
        await using var end = story;
        using (story.Cluster.Fake?.Faults.Hang(request => request.Method == "PATCH" && request.Path.Value!.Contains("/deployments/", StringComparison.Ordinal)))
        {
            foreach (var sequences in new[] { 32, 48, 16 })
                await story.PatchAsync("ModelTier", "small", "{\"spec\":{\"vllm\":{\"maxNumSeqs\":" + sequences + "}}}");
        }

        await story.BecomesAsync("Deployment", "small", item => item["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.ToJsonString().Contains("--max-num-seqs=16", StringComparison.Ordinal));
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
    }

    private static bool Observed(JsonObject item) => (long?)item["status"]?["observedGeneration"] == (long)item["metadata"]!["generation"]!;

    private static int? Weight(JsonNode status) => (int?)status["policies"]![0]!["canaries"]!.AsArray().FirstOrDefault()?["effectiveWeight"];

    private static async Task<string> ImageAsync(Story story) => (string)(await story.GetAsync("Deployment", "small"))["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!;

    private static async Task<int> CanaryShareAsync(Router router, int requests)
    {
        var decisions = new List<Decision>();
        for (var i = 0; i < requests; i++) decisions.Add(await router.DecisionAsync("hello"));
        Assert.All(decisions, decision => Assert.Equal(decision.Canary == "canary" ? "qwen3-4b-v2" : "qwen3-4b", decision.Model));
        return decisions.Count(decision => decision.Canary == "canary");
    }
}
