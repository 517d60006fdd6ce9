using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>A coordination.k8s.io/v1 Lease. Replacing it demands its resourceVersion.</summary>
public sealed record Lease : ApiObject
{
    public LeaseSpec? Spec { get; init; }
}
