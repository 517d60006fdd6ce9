using System.Text.Json.Nodes;
using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.TestKit;
using YamlJson = LlmRouting.TestKit.Kubernetes.Builtins.YamlJson;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>A namespace that is gone, or lets us read nothing, is nobody else's trouble.</summary>
public sealed class RightsStories
{
    private const string Gone = "llm-e2e-gone";

    [Fact]
    public async Task A_namespace_that_refuses_us_is_named_and_the_other_is_served()
    {
        await using var story = await Story.BeginAsync();
        var connection = await LimitedAsync(story);
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        var @operator = await story.BeginOperatorAsync(null, "operator-0", connection, null, story.Namespace, Gone);
        Assert.Contains($"[+]caches ok, but namespace {Gone} may not be read, nothing of it is served", await @operator.IsReadyAsync(), StringComparison.Ordinal);
        Assert.Contains($"llm_operator_namespace_refused{{namespace=\"{Gone}\"}} 1\n", await @operator.MetricsAsync(), StringComparison.Ordinal);
        var router = await story.StartRouterAsync();
        await story.ServesAsync(router);
        Assert.Equal("weak", (await router.DecisionAsync("hello")).Tier);
    }

    [Fact]
    public async Task An_operator_that_may_read_nothing_serves_nothing_and_leaves_the_Lease_to_those_who_may()
    {
        await using var story = await Story.BeginAsync();
        var connection = await LimitedAsync(story);
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        var blind = await story.BeginOperatorAsync(FreePort.Next(), "operator-0", connection, null, Gone);
        await Eventually.IsAsync(() => blind.Parts.Election.Looked.IsCompleted, () => "the Lease is not looked at");
        await story.StartOperatorAsync("operator-1");
        await story.LeaseIsHeldByAsync("operator-1");
        Assert.False(blind.Parts.Publisher.IsReady);
        await story.ServesAsync(await story.StartRouterAsync());
    }

    [Fact]
    public async Task An_operator_that_begins_while_a_namespace_is_deleted_releases_its_tiers()
    {
        await using var story = await Story.BeginAsync();
        var connection = await LimitedAsync(story);
        var going = story.Namespace + "-going";
        await story.Client.CreateAsync(ApiResources.Namespaces, null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = going } }, default);
        var tier = YamlJson.Documents(Manifests.Small()).Single();
        tier["metadata"]!["finalizers"] = new JsonArray(TierDeletion.Finalizer);
        await story.Client.ApplyAsync(OurResources.ModelTiers, going, "small", tier, "kubectl", force: true, default);
        await story.Client.DeleteAsync(OurResources.ModelTiers, going, "small", new DeleteOptions(), default);
        await story.Client.DeleteAsync(ApiResources.Namespaces, null, going, new DeleteOptions(), default);
        var @operator = await story.BeginOperatorAsync(null, "operator-0", connection, null, story.Namespace, going);
        await @operator.IsReadyAsync();
        await Eventually.IsAsync(
            async () => await story.Client.FindAsync(OurResources.ModelTiers, going, "small", default) is null, () => Task.FromResult($"the tier holds its namespace\n{story.Log.Tail}"));
    }

    /// <summary>With the chart's rights, where its namespace is the story's.</summary>
    private static async Task<KubernetesConnection> LimitedAsync(Story story)
    {
        await story.Gateway.AddPodAsync("op-0", OperatorRights.Account);
        await OperatorRights.GrantAsync(story, without: null);
        return story.Cluster.Connection with { User = new UserCredential { Token = await story.Gateway.TokenAsync("op-0", OperatorRights.Account, audience: null) } };
    }
}
