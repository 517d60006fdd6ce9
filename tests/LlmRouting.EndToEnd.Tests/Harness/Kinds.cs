using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Kinds by the words that kubectl takes.</summary>
public static class Kinds
{
    public static ApiResource ClusterRoles { get; } = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);
    public static ApiResource ClusterRoleBindings { get; } = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", Namespaced: false);
    public static ApiResource Roles { get; } = new("rbac.authorization.k8s.io", "v1", "roles", "Role");
    public static ApiResource RoleBindings { get; } = new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding");

    /// <summary>Namespaced kinds that the operator writes.</summary>
    public static IReadOnlyList<ApiResource> Written { get; } =
    [
        OurResources.ModelTiers, OurResources.RoutingPolicies, OurResources.CanaryRollouts, ApiResources.Deployments, ApiResources.Services,
        ApiResources.HorizontalPodAutoscalers, ApiResources.PodDisruptionBudgets, ApiResources.Secrets, ApiResources.ConfigMaps, ApiResources.PersistentVolumeClaims,
    ];

    private static readonly IReadOnlyList<ApiResource> All = [.. Written, ApiResources.Pods, ApiResources.ServiceAccounts, ClusterRoles, ClusterRoleBindings, Roles, RoleBindings];

    public static ApiResource Of(string kind) => All.First(resource => resource.Kind == kind);
}
