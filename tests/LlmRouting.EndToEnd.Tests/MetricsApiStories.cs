using System.Text.Json.Nodes;
using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>A cluster has one server of external.metrics.k8s.io, and it may be somebody else's.</summary>
[Collection(nameof(TheClusterAlone))]
public sealed class MetricsApiStories
{
    private const string Name = "v1beta1.external.metrics.k8s.io";

    private const string Theirs = """
        {
          "apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService",
          "metadata": {
            "name": "v1beta1.external.metrics.k8s.io",
            "labels": {"app.kubernetes.io/name": "v1beta1.external.metrics.k8s.io", "app.kubernetes.io/part-of": "keda-operator", "app.kubernetes.io/managed-by": "Helm"}
          },
          "spec": {
            "group": "external.metrics.k8s.io", "version": "v1beta1", "groupPriorityMinimum": 100, "versionPriority": 100,
            "service": {"namespace": "llm-e2e-keda", "name": "keda-operator-metrics-apiserver", "port": 443}, "insecureSkipTLSVerify": true
          }
        }
        """;

    [Fact]
    public async Task That_of_KEDA_is_left_alone_and_ours_comes_when_it_has_gone_and_our_Service_is_there()
    {
        await using var story = await Story.BeginAsync();
        Assert.True(await FindAsync(story) is null, $"the cluster has {Name} already, and it is not this story's to delete");
        try
        {
            await story.Client.CreateAsync(ApiResources.ApiServices, null, JsonNode.Parse(Theirs)!.AsObject(), default);
            var theirs = await SettledAsync(story);
            await story.ApplyAsync(Manifests.Small(null, "autoscaling: {minReplicas: 1, maxReplicas: 5, source: Builtin}"));
            var @operator = await story.StartOperatorAsync();
            var why = await story.ConditionAsync("ModelTier", "small", "ScalingActive", "False", "MetricsApiOwnedByOther");
            Assert.All(["keda-operator", "llm-e2e-keda/keda-operator-metrics-apiserver", "PodMetrics", "Keda", "Direct"], word => Assert.Contains(word, why, StringComparison.Ordinal));
            await @operator.DisposeAsync();
            Assert.Equal(theirs.ToJsonString(), (await FindAsync(story))?.ToJsonString());

            @operator = await story.StartOperatorAsync("operator-1");
            await story.LeaseIsHeldByAsync("operator-1");
            await DeleteAsync(story);
            @operator.Parts.Scaling.Registrar.Signal();
            Assert.Contains($"{story.Namespace}/{OperatorUnderTest.Service}", await story.ConditionAsync("ModelTier", "small", "ScalingActive", "False", "MetricsApiNotRegistered"), StringComparison.Ordinal);
            Assert.Null(await FindAsync(story));

            await ServiceAsync(story);
            await LooksUntilAsync(story, @operator, found => (string?)found?["spec"]?["service"]?["namespace"] == story.Namespace);
            await story.ApplyAsync(Manifests.Small());
            await LooksUntilAsync(story, @operator, found => found is null);
        }
        finally
        {
            await DeleteAsync(story);
        }
    }

    private static Task<JsonObject?> FindAsync(Story story) => story.Client.FindAsync(ApiResources.ApiServices, null, Name, default);

    private static Task DeleteAsync(Story story) => story.Client.DeleteAsync(ApiResources.ApiServices, null, Name, new DeleteOptions(), default);

    /// <summary>An API server with an aggregator writes down once whether it reaches the Service.</summary>
    private static async Task<JsonObject> SettledAsync(Story story)
    {
        JsonObject? found = null;
        await Eventually.IsAsync(async () => (found = await FindAsync(story))?["status"]?["conditions"] is not null || story.Cluster.Fake is not null, () => Task.FromResult($"{Name} has no status"));
        return found!;
    }

    private static Task LooksUntilAsync(Story story, OperatorUnderTest @operator, Func<JsonObject?, bool> condition) => Eventually.IsAsync(async () =>
    {
        // It looks every half minute; here, now.
        @operator.Parts.Scaling.Registrar.Signal();
        return condition(await FindAsync(story));
    }, async () => $"APIService is {await FindAsync(story)}\n{story.Log.Tail}");

    private static Task ServiceAsync(Story story) => story.Client.CreateAsync(ApiResources.Services, story.Namespace, new JsonObject
    {
        ["apiVersion"] = "v1", ["kind"] = "Service", ["metadata"] = new JsonObject { ["name"] = OperatorUnderTest.Service },
        ["spec"] = new JsonObject { ["ports"] = new JsonArray(new JsonObject { ["port"] = 443, ["targetPort"] = 8443 }) },
    }, default);
}
