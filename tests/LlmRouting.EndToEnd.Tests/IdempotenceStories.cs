using System.Globalization;
using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>What is right already is left alone, what is not is put right.</summary>
public sealed class IdempotenceStories
{
    [Fact]
    public async Task At_rest_nothing_is_written_and_applying_the_same_again_changes_nothing()
    {
        var (story, first, router) = await Story.ServingAsync(Manifests.SmallV2(), Manifests.Canary(10));
        await using var end = story;
        await router.HasEndpointsAsync("small-v2", 1);
        await story.ConditionAsync("CanaryRollout", "small-v2", "Healthy", "True");
        await story.ConditionAsync("ModelTier", "small-v2", "Progressing", "True", "RolledOut");
        await story.ConditionAsync("ModelTier", "small", "Progressing", "True", "RolledOut");
        await story.ConditionAsync("ModelTier", "large", "Progressing", "True", "RolledOut");
        await ReconciledAsync(first, 0);
        await first.DisposeAsync();
        var before = await story.VersionsAsync(Kinds.Written);
        story.Cluster.Fake?.Writes.Reset();

        // An operator that begins looks at everything afresh; it must find nothing to do.
        var second = await story.StartOperatorAsync("operator-1");
        await ReconciledAsync(second, 5);
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await ReconciledAsync(second, 5);
        if (story.Cluster.Fake is { } fake)
            Assert.DoesNotContain(fake.Writes.ByVerbAndResource, item => !IsOfTheLease(item.Key));
        Assert.Equal(Without(before, "RoutingPolicy default"), Without(await story.VersionsAsync(Kinds.Written), "RoutingPolicy default"));

        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.SmallV2(), Manifests.Canary(10)));
        await ReconciledAsync(second, 5);
        Assert.Equal(Without(before, "RoutingPolicy default"), Without(await story.VersionsAsync(Kinds.Written), "RoutingPolicy default"));
    }

    [Fact]
    public async Task Drift_is_healed()
    {
        var (story, _, _) = await Story.ServingAsync();
        await using var end = story;
        var image = Image(await story.GetAsync("Deployment", "small"));
        await story.Client.JsonPatchAsync(ApiResources.Deployments, story.Namespace, "small",
            [new System.Text.Json.Nodes.JsonObject { ["op"] = "replace", ["path"] = "/spec/template/spec/containers/0/image", ["value"] = "acme/other:1" }], default, "kubectl-edit");
        await story.BecomesAsync("Deployment", "small", item => Image(item) == image);

        await story.PatchAsync("Deployment", "small", """{"spec":{"replicas":0}}""", "kubectl-scale");
        await story.BecomesAsync("Deployment", "small", item => (int)item["spec"]!["replicas"]! == 1);

        await story.DeleteAsync("Service", "small");
        await Eventually.IsAsync(() => story.ExistsAsync("Service", "small"), () => Task.FromResult("the Service did not come back"));
        await story.DeleteAsync("Deployment", "large");
        await Eventually.IsAsync(() => story.ExistsAsync("Deployment", "large"), () => Task.FromResult("the Deployment did not come back"));
        await story.ConditionAsync("ModelTier", "large", "Ready", "True", "Serving");
    }

    [Fact]
    public async Task A_field_that_another_manager_declares_is_left_to_it_and_the_tier_stays_ready()
    {
        var (story, _, _) = await Story.ServingAsync();
        await using var end = story;
        var declared = System.Text.Json.Nodes.JsonNode.Parse("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"small"},"spec":{"minReadySeconds":7,"template":{"spec":{"terminationGracePeriodSeconds":99}}}}""")!.AsObject();
        await story.Client.ApplyAsync(ApiResources.Deployments, story.Namespace, "small", declared, "argocd-controller", force: true, default);
        await story.BecomesAsync("ModelTier", "small", item => item["status"]!["conditions"]!.ToJsonString().Contains("is left to argocd-controller", StringComparison.Ordinal));
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
        Assert.Equal(99, (int)(await story.GetAsync("Deployment", "small"))["spec"]!["template"]!["spec"]!["terminationGracePeriodSeconds"]!);
    }

    /// <summary>It leads, has looked at so many objects, and nothing is left to look at.</summary>
    private static Task ReconciledAsync(OperatorUnderTest @operator, int least) => Eventually.IsAsync(async () =>
    {
        var metrics = await @operator.MetricsAsync();
        return @operator.IsLeader && Sum(metrics, "llm_operator_reconciles_total") >= least && Sum(metrics, "workqueue_depth") + Sum(metrics, "workqueue_working") == 0;
    }, @operator.MetricsAsync);

    private static double Sum(string metrics, string name) => metrics.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>And of the simulated node, which is as much at rest.</summary>
    private static bool IsOfTheLease(string write) => write.EndsWith(" leases.coordination.k8s.io", StringComparison.Ordinal) || write.EndsWith(" nodes/status", StringComparison.Ordinal);

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> versions, string name) =>
        versions.Where(item => item.Key != name).ToDictionary();

    private static string Image(System.Text.Json.Nodes.JsonObject deployment) => (string)deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!;
}
