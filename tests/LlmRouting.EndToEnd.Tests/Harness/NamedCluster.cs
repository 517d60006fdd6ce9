using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.TestKit;
using LlmRouting.TestKit.Kubernetes;
using YamlJson = LlmRouting.TestKit.Kubernetes.Builtins.YamlJson;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>The cluster of KUBECONFIG, where LLMROUTING_E2E=cluster says that it is meant: most machines have that variable, and many name something dear by it.</summary>
public sealed class NamedCluster : Cluster
{
    private NamedCluster(KubernetesConnection connection) => Connection = connection;

    public static bool IsChosen { get; } = Environment.GetEnvironmentVariable("LLMROUTING_E2E") == "cluster" && Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 };

    public override KubernetesConnection Connection { get; }

    public override FakeApiServer? Fake => null;

    public override string WriteKubeconfig(string folder) => Environment.GetEnvironmentVariable("KUBECONFIG")!;

    public static async Task<NamedCluster> FindAsync()
    {
        var cluster = new NamedCluster(KubeconfigFile.Load((string?)null, null));
        using var client = cluster.Client();
        await InstallAsync(client);
        return cluster;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Our kinds where they are missing; those that are there are somebody's and stay.</summary>
    private static async Task InstallAsync(KubernetesClient client)
    {
        if (await client.ServesAsync(OurResources.ModelTiers, default)) return;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "crds"), "*.yaml"))
        {
            foreach (var crd in YamlJson.Documents(await File.ReadAllTextAsync(file)))
                await client.ApplyAsync(ApiResources.CustomResourceDefinitions, null, (string)crd["metadata"]!["name"]!, crd, "llm-routing-e2e", force: true, default);
        }

        await Eventually.IsAsync(() => client.ServesAsync(OurResources.ModelTiers, default), () => Task.FromResult("our kinds are not served"));
    }
}
