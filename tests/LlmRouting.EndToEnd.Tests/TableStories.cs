using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>What <c>kubectl get</c> prints of what is served.</summary>
public sealed class TableStories
{
    [Fact]
    public async Task Every_column_of_a_served_tier_policy_and_rollout_is_filled()
    {
        var (story, _, router) = await Story.ServingAsync(Manifests.SmallV2(), Manifests.Canary(10));
        await using var end = story;
        await router.HasEndpointsAsync("small-v2", 1);
        await story.ConditionAsync("CanaryRollout", "small-v2", "Healthy", "True");
        await ShowsAsync(story, OurResources.ModelTiers, "small",
            ["MODEL=qwen3-4b", "GPU=sim", "READY=1", "DESIRED=1", "QUEUE=0", "COST/H=0.30", "STATUS=Serving", "AGE", "REVISION=1cfa9a7208912126459214e8b04321603b3df60c"], mayBeEmpty: ["TTFT-P95"]);
        await ShowsAsync(story, OurResources.RoutingPolicies, "default",
            ["MODELS=[\"auto\"]", "CLASSIFIER=v7", "PROGRAMMED=True", "STATUS=Programmed", "AGE", "GATEWAY=default", "GATEWAYS=1", "SERVING=1", "REVISION"], mayBeEmpty: []);
        await ShowsAsync(story, OurResources.CanaryRollouts, "small-v2",
            ["POLICY=default", "STABLE=small", "CANARY=small-v2", "WEIGHT=10", "PHASE", "AGE", "WANTED=10"], mayBeEmpty: ["SHARE", "ATTEMPT", "REASON"]);
    }

    /// <param name="cells">Column and what its cell becomes; without a value: anything.</param>
    /// <param name="mayBeEmpty">Columns of what need not have happened yet.</param>
    private static async Task ShowsAsync(Story story, ApiResource resource, string name, string[] cells, string[] mayBeEmpty)
    {
        using var api = new RawApi(story.Cluster.Connection);
        IReadOnlyDictionary<string, string>? row = null;
        await Eventually.IsAsync(async () =>
        {
            row = (await api.TableAsync(resource, story.Namespace))[name];
            return Array.TrueForAll(cells, cell => IsShown(row, cell));
        }, () => Task.FromResult($"{resource.Kind} shows {string.Join(", ", row!)}"));
        Assert.Equal(new[] { "Name" }.Concat(cells.Select(cell => cell.Split('=')[0])).Concat(mayBeEmpty).Order(StringComparer.Ordinal), row!.Keys.Order(StringComparer.Ordinal));
    }

    private static bool IsShown(IReadOnlyDictionary<string, string> row, string cell) =>
        cell.Split('=', 2) is [var column, var value] ? row[column] == value : row[cell].Length > 0;
}
