using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>Replicas come and go, and no client notices.</summary>
public sealed class ScalingStories
{
    private const string Autoscaling = "autoscaling: {minReplicas: 1, maxReplicas: 5}";

    [Fact]
    public async Task One_to_three_to_one_replicas_under_load_without_a_failed_request()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await using var load = Load.On(() => router);
        foreach (var replicas in new[] { 3, 1 })
        {
            await story.ApplyAsync(Manifests.Small(replicas));
            await router.HasEndpointsAsync("small", replicas);
            await story.BecomesAsync("ModelTier", "small", item => (int?)item["status"]!["readyReplicas"] == replicas);
            await Eventually.IsAsync(() => story.Pods.Of("small").Count == replicas, () => $"{story.Pods.Of("small").Count} servers run");
            await load.ServesAsync();
        }

        await load.NothingFailedAsync();
    }

    [Fact]
    public async Task Switching_to_autoscaling_removes_no_pod_and_another_scaler_is_not_fought()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await story.ApplyAsync(Manifests.Small(3));
        await router.HasEndpointsAsync("small", 3);
        var pods = story.Pods.Of("small").Select(pod => pod.Name).ToList();

        await story.ApplyAsync(Manifests.Small(null, Autoscaling));
        await Eventually.IsAsync(() => story.ExistsAsync("HorizontalPodAutoscaler", "small"), () => Task.FromResult("there is no autoscaler"));
        await SeenAsync(story, "0.31");
        Assert.Equal(3, await ReplicasAsync(story));
        Assert.Equal(pods, story.Pods.Of("small").Select(pod => pod.Name));

        await story.Client.ScaleAsync(ApiResources.Deployments, story.Namespace, "small", 2, "somebody", default);
        await SeenAsync(story, "0.32");
        Assert.Equal(2, await ReplicasAsync(story));
        await router.HasEndpointsAsync("small", 2);

        // Without it the Deployment is in no cache of ours, and must not be made anew over what runs.
        await story.PatchAsync("Deployment", "small", """{"metadata":{"labels":{"llmrouting.dev/tier":null}}}""", "kubectl-label");
        await story.BecomesAsync("Deployment", "small", item => (string?)item["metadata"]!["labels"]!["llmrouting.dev/tier"] == "small");
        Assert.Equal(2, await ReplicasAsync(story));
    }

    /// <summary>An edit that changes no child, and the proof that it was reconciled.</summary>
    private static async Task SeenAsync(Story story, string cost)
    {
        await story.PatchAsync("ModelTier", "small", $$$"""{"spec":{"costPerHour":"{{{cost}}}"}}""");
        await story.ConditionAsync("ModelTier", "small", "Ready", "True");
    }

    private static async Task<int> ReplicasAsync(Story story) => (int)(await story.GetAsync("Deployment", "small"))["spec"]!["replicas"]!;
}
