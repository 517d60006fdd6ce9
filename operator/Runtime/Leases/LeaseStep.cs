using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Runtime.Leases;

/// <summary>What to ask the API server next in an attempt to hold the lease.</summary>
/// <param name="Spec">What to write; null for a read.</param>
/// <param name="Version">The resourceVersion to replace; null creates.</param>
public sealed record LeaseStep(LeaseSpec? Spec = null, string? Version = null)
{
    public static readonly LeaseStep Read = new();
}
