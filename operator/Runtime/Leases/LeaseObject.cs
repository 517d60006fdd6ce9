using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Runtime.Leases;

/// <summary>The Lease on the API server.</summary>
internal sealed class LeaseObject(KubernetesClient client, ElectionOptions options)
{
    private static readonly ApiResource Leases = ApiResources.Leases;

    public Task<Lease?> FindAsync(CancellationToken cancellation) =>
        client.FindAsync(Leases, options.Namespace, options.Name, KubernetesJsonContext.Default.Lease, cancellation);

    /// <param name="version">The resourceVersion to replace; null creates.</param>
    public Task<Lease> WriteAsync(LeaseSpec spec, string? version, CancellationToken cancellation)
    {
        var type = KubernetesJsonContext.Default.Lease;
        var lease = new Lease
        {
            ApiVersion = Leases.ApiVersion,
            Kind = Leases.Kind,
            Metadata = new ObjectMeta { Name = options.Name, Namespace = options.Namespace, ResourceVersion = version },
            Spec = spec,
        };
        return version is null
            ? client.CreateAsync(Leases, options.Namespace, lease, type, cancellation)
            : client.ReplaceAsync(Leases, options.Namespace, options.Name, lease, type, cancellation);
    }
}
