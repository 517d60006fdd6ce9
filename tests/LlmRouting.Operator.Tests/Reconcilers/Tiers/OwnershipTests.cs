using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Tiers;
using static LlmRouting.Operator.Tests.Reconcilers.Tiers.ReconciledTier;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

/// <summary>What is whose: objects of others, replicas, marks.</summary>
public sealed class OwnershipTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_object_of_somebody_elses_is_never_applied_over_whatever_its_labels(bool labelled)
    {
        await using var test = await StartAsync();
        var service = JsonNode.Parse("""{"metadata":{"name":"small","labels":{"app":"other"}},"spec":{"selector":{"app":"other"},"ports":[{"port":80}]}}""")!.AsObject();
        if (labelled) service["metadata"]!["labels"]![ApiNames.TierLabel] = "small";
        var before = test.Server.Objects.Create("services", Namespace, service).ToJsonString();
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.Equal("NameTaken", test.Ready.Reason);
        Assert.Equal(before, test.Find("services")!.ToJsonString());
    }

    [Fact]
    public async Task An_object_of_ours_that_was_orphaned_is_taken_up_again()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        test.Server.Objects.Change("services", Namespace, Name, service => service["metadata"]!.AsObject().Remove("ownerReferences"));
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.NotNull(test.Find("services")!["metadata"]!["ownerReferences"]);
        Assert.NotNull(test.Find("services")!["metadata"]!["annotations"]![Applier.Stamp]);
        Assert.Equal("Starting", test.Ready.Reason);
    }

    [Fact]
    public async Task Our_stamp_on_what_another_owns_was_copied_there_with_the_rest()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        var owner = test.Server.Objects.Create("configmaps", Namespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "theirs" } });
        test.Server.Objects.Change("services", Namespace, Name, service => service["metadata"]!["ownerReferences"] = new JsonArray(
            new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["name"] = "theirs", ["uid"] = (string?)owner["metadata"]!["uid"] }));
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.Equal("NameTaken", test.Ready.Reason);
        Assert.Equal("theirs", (string?)Assert.Single(test.Find("services")!["metadata"]!["ownerReferences"]!.AsArray())!["name"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_Deployment_whose_making_was_cut_short_keeps_its_replicas(int writes)
    {
        await using var test = await StartAsync("replicas: 4");
        var seen = 0;
        using (test.Server.Faults.Abort(when: request => request.Method == "PATCH" && request.Path.Value!.Contains("/deployments/", StringComparison.Ordinal) && ++seen > writes))
            await Assert.ThrowsAsync<KubernetesException>(test.ReconcileAsync);
        await test.SeeAsync();
        test.Restart();
        for (var pass = 0; pass < 3; pass++)
        {
            await test.ReconcileAsync();
            Assert.Equal(4, (int)test.Deployment["spec"]!["replicas"]!);
            await test.SeeAsync();
        }

        Assert.Equal(["llm-routing-scaler"], OwnersOf(test, "f:replicas"));
        Assert.False(test.Deployment["metadata"]!["annotations"]!.AsObject().ContainsKey("llmrouting.dev/beginning"));
    }

    [Theory]
    [InlineData("", 1, 2)]
    [InlineData("autoscaling: {minReplicas: 0, maxReplicas: 3}", 1, 2)]
    [InlineData("replicas: 4", 4, 3)]
    [InlineData("replicas: 0", 0, 3)]
    public async Task One_pod_is_what_the_server_makes_unasked_and_is_made_in_two_applies_another_number_in_three(string spec, int replicas, int applies)
    {
        await using var test = await StartAsync(spec);
        await test.ReconcileAsync();
        Assert.Equal(replicas, (int)test.Deployment["spec"]!["replicas"]!);
        Assert.Equal(["llm-routing-scaler"], OwnersOf(test, "f:replicas"));
        Assert.Equal(applies, test.Server.Writes.ByVerbAndResource["apply deployments.apps"]);
    }

    [Fact]
    public async Task One_pod_whose_making_was_cut_short_keeps_what_an_autoscaler_adds()
    {
        await using var test = await StartAsync("autoscaling: {maxReplicas: 3}");
        var seen = 0;
        using (test.Server.Faults.Abort(when: request => request.Method == "PATCH" && request.Path.Value!.Contains("/deployments/", StringComparison.Ordinal) && ++seen > 1))
            await Assert.ThrowsAsync<KubernetesException>(test.ReconcileAsync);
        await test.Client.ScaleAsync(ApiResources.Deployments, Namespace, Name, 3, "kube-controller-manager", default);
        await test.SeeAsync();
        test.Restart();
        await test.SettleAsync();
        Assert.Equal(3, (int)test.Deployment["spec"]!["replicas"]!);
    }

    [Theory]
    [InlineData(SleepMark.Asleep)]
    [InlineData(SleepMark.Draining)]
    public async Task A_mark_of_another_manager_on_a_tier_that_may_not_sleep_is_taken_off(string mark)
    {
        await using var test = await StartAsync("replicas: 2");
        await test.SettleAsync();
        await MarkAsync(test, mark);
        await test.SettleAsync();
        Assert.False(test.Deployment["metadata"]!["annotations"]!.AsObject().ContainsKey(SleepMark.Annotation));
        test.Server.Writes.Reset();
        await test.ReconcileAsync();
        Assert.Equal(0, test.Server.Writes.Total);
    }

    private static async Task MarkAsync(ReconciledTier test, string mark)
    {
        await test.Client.MergePatchAsync(ApiResources.Deployments, Namespace, Name, new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [SleepMark.Annotation] = mark } } }, default, "kubectl-rollout");
        await test.SeeAsync();
    }

    private static string[] OwnersOf(ReconciledTier test, string field) =>
    [
        .. test.Deployment["metadata"]!["managedFields"]!.AsArray()
            .Where(entry => entry!["fieldsV1"]?["f:spec"]?[field] is not null).Select(entry => (string)entry!["manager"]!),
    ];
}
