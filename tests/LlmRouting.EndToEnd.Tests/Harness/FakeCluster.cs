using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;
using LlmRouting.TestKit.Kubernetes;
using LlmRouting.TestKit.Kubernetes.Workloads;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>An API server of the test kit with its controllers; Pods are made Ready by <see cref="PodSimulator"/>, as on any cluster.</summary>
public sealed class FakeCluster : Cluster
{
    private const string NoAddress = "127.255.255.254";

    private static readonly Lazy<IReadOnlyList<string>> Crds =
        new(() => [.. new[] { "modeltiers", "routingpolicies", "canaryrollouts" }.Select(name => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "crds", name + ".yaml")))]);

    private readonly FakeApiServer server;

    private FakeCluster(FakeApiServer server) => this.server = server;

    public override KubernetesConnection Connection => new() { Server = server.Url };

    public override FakeApiServer Fake => server;

    public override string WriteKubeconfig(string folder)
    {
        var file = Path.Combine(folder, "kubeconfig");
        File.WriteAllText(file, $$$"""
            apiVersion: v1
            kind: Config
            current-context: fake
            contexts: [{name: fake, context: {cluster: fake, user: nobody}}]
            clusters: [{name: fake, cluster: {server: "{{{server.Url}}}"}}]
            users: [{name: nobody, user: {}}]
            """);
        return file;
    }

    public static async Task<FakeCluster> StartAsync()
    {
        var server = await FakeApiServer.StartAsync(new FakeApiServerOptions { Crds = Crds.Value });
        server.SimulateWorkloads(new WorkloadOptions { Address = Address, BecomesReady = _ => false, TerminatesAfter = TimeSpan.FromHours(1) });
        return new FakeCluster(server);
    }

    public override ValueTask DisposeAsync() => server.DisposeAsync();

    private static PodAddress Address(JsonObject pod) => new((string?)pod["status"]?["podIP"] ?? NoAddress, null);
}
