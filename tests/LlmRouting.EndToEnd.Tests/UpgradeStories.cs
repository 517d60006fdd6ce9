using System.Text.Json.Nodes;
using LlmRouting.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>Operators and data planes of two releases, in every mix that an upgrade or its way back goes through.</summary>
public sealed class UpgradeStories(ITestOutputHelper output)
{
    private int edits;

    [BesideAnotherReleaseFact]
    public Task Operators_first_then_data_planes_and_back_without_a_failed_request() => ThereAndBackAsync(isOperatorFirst: true);

    [BesideAnotherReleaseFact]
    public Task Data_planes_first_then_operators_and_back_without_a_failed_request() => ThereAndBackAsync(isOperatorFirst: false);

    private async Task ThereAndBackAsync(bool isOperatorFirst)
    {
        await using var story = await Story.BeginAsync();
        // As it is in a cluster: an operator that builds Pods differently replaces them while data planes are on their way to another operator.
        story.Pods.Leave = TimeSpan.FromSeconds(15);
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.SmallV2(), Manifests.Policy(), Manifests.Canary(20)));
        var fleet = await Fleet.StartAsync(story, Release.Other!);
        foreach (var router in fleet.Routers) await story.ServesAsync(router);
        var pods = PodsOf(story).ToList();
        await using var load = Load.OnAll(() => fleet.Routers);
        await EditsAreServedAsync(story, fleet, load);

        foreach (var release in new[] { Release.This, Release.Other! })
        {
            if (isOperatorFirst) await fleet.ReplaceOperatorsAsync(release, () => EditsAreServedAsync(story, fleet, load));
            await fleet.ReplaceRoutersAsync(release, () => EditsAreServedAsync(story, fleet, load));
            if (!isOperatorFirst) await fleet.ReplaceOperatorsAsync(release, () => EditsAreServedAsync(story, fleet, load));
            await story.BecomesAsync("RoutingPolicy", "default", ServedByBoth);
        }

        await load.NothingFailedAsync();
        output.WriteLine(pods.SequenceEqual(PodsOf(story)) ? "No vLLM Pod was replaced" : "vLLM Pods were replaced: the releases build them differently");
    }

    /// <summary>Rules, weights and servers; by the time the policy says so, where one release operates.</summary>
    private async Task EditsAreServedAsync(Story story, Fleet fleet, Load load)
    {
        var isEven = edits++ % 2 == 0;
        await load.ServesAsync(20);
        foreach (var router in fleet.Routers) await router.StatusBecomesAsync(status => (bool)status["operator"]!["connected"]!);
        await story.ApplyAsync(Manifests.Join(Manifests.Policy(max: isEven ? 3 : 400), Manifests.Canary(isEven ? 30 : 60), Manifests.Large(isEven ? 2 : 1)));

        // Two releases name one configuration by two revisions, so while both operate a leader may not know what is served of the other's.
        if (fleet.IsOperatedByOne) await story.BecomesAsync("RoutingPolicy", "default", ServedByBoth);
        foreach (var router in fleet.Routers) await IsServedAsync(router, isEven, isSaid: fleet.IsOperatedByOne);
        await story.BecomesAsync("CanaryRollout", "small-v2", item => (int?)item["status"]?["effectiveWeight"] == (isEven ? 30 : 60));
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
        await story.ConditionAsync("ModelTier", "large", "Ready", "True", "Serving");
    }

    private static async Task IsServedAsync(Router router, bool isEven, bool isSaid)
    {
        var tier = isEven ? "strong" : "weak";
        if (isSaid) Assert.Equal(tier, (await router.DecisionAsync("hello")).Tier);
        else await Eventually.IsAsync(async () => (await router.DecisionAsync("hello")).Tier == tier, () => Task.FromResult($"the edit is not served: hello does not go to {tier}"));
        await router.HasEndpointsAsync("large", isEven ? 2 : 1);
    }

    private static bool ServedByBoth(JsonObject policy) => Story.Condition(policy, "Programmed") is { } said && (string?)said["status"] == "True"
        && (long?)said["observedGeneration"] == (long)policy["metadata"]!["generation"]! && (string?)said["message"] == "all 2 data planes serve it";

    private static IEnumerable<string> PodsOf(Story story) => new[] { "small", "small-v2" }.SelectMany(story.Pods.Of).Select(pod => pod.Name);
}
