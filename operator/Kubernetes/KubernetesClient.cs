namespace LlmRouting.Operator.Kubernetes;

/// <summary>Requests to one API server. Every failure is a <see cref="KubernetesException"/>; refusals that ask to come again (Retry-After) are repeated a few times.</summary>
public sealed partial class KubernetesClient : IDisposable
{
    private readonly ApiTransport transport;

    private KubernetesClient(ApiTransport transport, string ns)
    {
        this.transport = transport;
        Namespace = ns;
    }

    /// <summary>The context's or the Pod's own namespace.</summary>
    public string Namespace { get; }

    public static KubernetesClient Create(KubernetesConnection connection, TimeProvider time, Random chance) =>
        new(ApiTransport.Create(connection, time, chance), connection.Namespace);

    public void Dispose() => transport.Dispose();
}
