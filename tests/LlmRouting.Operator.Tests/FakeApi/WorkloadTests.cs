using System.Net;
using LlmRouting.TestKit.Kubernetes.Workloads;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>The small deployment controller, kubelet and endpoint controller.</summary>
public sealed class WorkloadTests
{
    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata: {name: d, labels: {tier: gold}}
        spec: {clusterIP: None, selector: {app: d}, ports: [{name: http, port: 8000}]}
        """;

    [Fact]
    public async Task A_deployment_becomes_available_and_its_service_gets_endpoints()
    {
        await using var api = await Api.StartAsync();
        api.Server.SimulateWorkloads(new WorkloadOptions { Address = _ => new PodAddress("127.0.0.1", 18000) });
        api.Server.Objects.Add(Service);
        await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", 2), "operator");
        await api.SettleAsync();
        var (_, deployment) = await api.GetAsync(Api.Deployments + "/d");
        Assert.Equal((2, 1), ((int)deployment["status"]!["readyReplicas"]!, (int)deployment["status"]!["observedGeneration"]!));
        var slice = Assert.Single(api.Server.Objects.List("endpointslices.discovery.k8s.io"), s => s["endpoints"] is not null);
        Assert.Equal((2, 18000, "gold"), (slice["endpoints"]!.AsArray().Count, (int)slice["ports"]![0]!["port"]!, (string)slice["metadata"]!["labels"]!["tier"]!));
    }

    [Fact]
    public async Task Scaling_down_removes_pods_and_a_new_template_replaces_them()
    {
        await using var api = await Api.StartAsync();
        api.Server.SimulateWorkloads();
        await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", 3), "operator");
        await api.SettleAsync();
        await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", 1, "vllm:2"), "operator");
        await api.SettleAsync();
        var pod = Assert.Single(api.Server.Objects.List("pods"));
        Assert.Equal("vllm:2", (string)pod["spec"]!["containers"]![0]!["image"]!);
        await api.DeleteAsync(Api.Deployments + "/d");
        await api.SettleAsync();
        Assert.Empty(api.Server.Objects.List("pods"));
    }

    [Fact]
    public async Task A_pod_that_fails_its_probe_is_not_ready_in_the_slice()
    {
        await using var api = await Api.StartAsync();
        var workloads = api.Server.SimulateWorkloads();
        api.Server.Objects.Add(Service);
        await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", 1), "operator");
        await api.SettleAsync();
        workloads.SetReady("default", (string)api.Server.Objects.List("pods")[0]["metadata"]!["name"]!, ready: false);
        await api.SettleAsync();
        var slice = api.Server.Objects.List("endpointslices.discovery.k8s.io")[0];
        Assert.False((bool)slice["endpoints"]![0]!["conditions"]!["ready"]!);
    }

    [Fact]
    public async Task Its_writes_are_not_the_operators()
    {
        await using var api = await Api.StartAsync();
        api.Server.SimulateWorkloads();
        Assert.Equal(HttpStatusCode.Created, (await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", 1), "operator")).Code);
        await api.SettleAsync();
        Assert.Equal(1, api.Server.Writes.Total);
    }
}
