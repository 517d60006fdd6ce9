using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>The API server that a story runs against: one of its own in this process, or a cluster that somebody named.</summary>
public abstract class Cluster : IAsyncDisposable
{
    /// <summary>As an administrator.</summary>
    public abstract KubernetesConnection Connection { get; }

    /// <summary>Null on a named cluster, which cannot be told to misbehave.</summary>
    public abstract FakeApiServer? Fake { get; }

    /// <summary>For programs: a kubeconfig of <see cref="Connection"/>.</summary>
    public abstract string WriteKubeconfig(string folder);

    public static async Task<Cluster> OpenAsync() => NamedCluster.IsChosen ? await NamedCluster.FindAsync() : await FakeCluster.StartAsync();

    /// <param name="connection">Null: <see cref="Connection"/>.</param>
    public KubernetesClient Client(KubernetesConnection? connection = null) => KubernetesClient.Create(connection ?? Connection, TimeProvider.System, new Random(1));

    public abstract ValueTask DisposeAsync();
}
