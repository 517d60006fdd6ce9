namespace LlmRouting.Operator.Kubernetes;

/// <summary>Kinds of Kubernetes itself.</summary>
public static class ApiResources
{
    public static ApiResource ConfigMaps { get; } = new("", "v1", "configmaps", "ConfigMap");
    public static ApiResource Namespaces { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);
    public static ApiResource PersistentVolumeClaims { get; } = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");
    public static ApiResource Pods { get; } = new("", "v1", "pods", "Pod");
    public static ApiResource Secrets { get; } = new("", "v1", "secrets", "Secret");
    public static ApiResource ServiceAccounts { get; } = new("", "v1", "serviceaccounts", "ServiceAccount");
    public static ApiResource Services { get; } = new("", "v1", "services", "Service");

    public static ApiResource Deployments { get; } = new("apps", "v1", "deployments", "Deployment");
    public static ApiResource ReplicaSets { get; } = new("apps", "v1", "replicasets", "ReplicaSet");
    public static ApiResource EndpointSlices { get; } = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice");
    public static ApiResource Events { get; } = new("events.k8s.io", "v1", "events", "Event");
    public static ApiResource HorizontalPodAutoscalers { get; } = new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler");
    public static ApiResource Leases { get; } = new("coordination.k8s.io", "v1", "leases", "Lease");
    public static ApiResource PodDisruptionBudgets { get; } = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");

    public static ApiResource ApiServices { get; } = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);
    public static ApiResource ClusterRoles { get; } = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);
    public static ApiResource CustomResourceDefinitions { get; } =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", Namespaced: false);

    public static ApiResource TokenReviews { get; } = new("authentication.k8s.io", "v1", "tokenreviews", "TokenReview", Namespaced: false);
    public static ApiResource SubjectAccessReviews { get; } = new("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview", Namespaced: false);
    public static ApiResource SelfSubjectAccessReviews { get; } =
        new("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", Namespaced: false);
}
