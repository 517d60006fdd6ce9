using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Refusals of the API server, and of webhooks behind it, in words.</summary>
public static class WriteFault
{
    /// <summary>Conflicts and what passes by itself are only tried again, and of an object that is gone nobody is told.</summary>
    public static bool IsTold(KubernetesException fault) =>
        fault is { IsConflict: false, IsAlreadyExists: false, IsTransient: false, IsUnauthorized: false, IsNotFound: false };

    /// <summary>The server failed, or a webhook that it asks: told, and tried again soon. The others stay until a person acts.</summary>
    public static bool MayPass(KubernetesException fault) => (int)fault.StatusCode is < 400 or >= 500;

    public static Finding Of(ApiResource resource, string name, KubernetesException fault) => fault switch
    {
        { IsForbidden: true } => new Finding("Forbidden", $"the API server forbids {resource.Kind} {name}: {fault.Message}. Check the operator's Role and the namespace's quota."),
        { IsUnknownResource: true } => new Finding("KindMissing", $"the cluster does not serve {resource.Kind} ({resource.ApiVersion})"),
        _ => new Finding("Rejected", $"the API server refuses {resource.Kind} {name}: {fault.Message}"),
    };
}
