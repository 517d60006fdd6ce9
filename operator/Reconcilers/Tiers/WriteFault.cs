using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Refusals of the API server that stay until a person acts; all others are tried again.</summary>
public static class WriteFault
{
    public static bool IsLasting(KubernetesException fault) => fault.IsForbidden || fault.IsInvalid || fault.IsUnknownResource;

    public static Finding Of(ApiResource resource, string name, KubernetesException fault) => fault switch
    {
        { IsForbidden: true } => new Finding("Forbidden", $"the API server forbids {resource.Kind} {name}: {fault.Message}. Check the operator's Role and the namespace's quota."),
        { IsInvalid: true } => new Finding("Rejected", $"the API server refuses {resource.Kind} {name}: {fault.Message}"),
        _ => new Finding("KindMissing", $"the cluster does not serve {resource.Kind} ({resource.ApiVersion})"),
    };
}
