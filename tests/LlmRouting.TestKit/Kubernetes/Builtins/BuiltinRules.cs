using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>The built-in kinds that have rules of their own.</summary>
public static class BuiltinRules
{
    public static IReadOnlyDictionary<string, KindRules> All(Naming naming) => new Dictionary<string, KindRules>
    {
        ["deployments.apps"] = new DeploymentRules(),
        ["replicasets.apps"] = new DeploymentRules(),
        ["pods"] = new PodRules(naming),
        ["services"] = new ServiceRules(naming),
        ["secrets"] = new SecretRules(),
        ["configmaps"] = new ConfigMapRules(),
        ["namespaces"] = new NamespaceRules(),
        ["persistentvolumeclaims"] = new ClaimRules(),
        ["horizontalpodautoscalers.autoscaling"] = new AutoscalerRules(),
        ["poddisruptionbudgets.policy"] = new DisruptionBudgetRules(),
        ["endpointslices.discovery.k8s.io"] = new EndpointSliceRules(),
        ["networkpolicies.networking.k8s.io"] = new NetworkPolicyRules(),
        ["rolebindings.rbac.authorization.k8s.io"] = new BindingRules(),
        ["clusterrolebindings.rbac.authorization.k8s.io"] = new BindingRules(),
        ["jobs.batch"] = new TemplateRules(),
        ["cronjobs.batch"] = new CronJobRules(),
        ["events.events.k8s.io"] = new EventRules(),
        ["events"] = new CoreEventRules(),
        ["leases.coordination.k8s.io"] = new LeaseRules(),
        ["customresourcedefinitions.apiextensions.k8s.io"] = new CrdRules(),
    };
}
