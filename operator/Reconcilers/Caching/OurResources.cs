using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Reconcilers.Caching;

/// <summary>Our kinds, and those of others that may not be installed.</summary>
public static class OurResources
{
    public static ApiResource ModelTiers { get; } = new(ApiNames.Group, ApiNames.Version, "modeltiers", nameof(ModelTier));
    public static ApiResource RoutingPolicies { get; } = new(ApiNames.Group, ApiNames.Version, "routingpolicies", nameof(RoutingPolicy));
    public static ApiResource CanaryRollouts { get; } = new(ApiNames.Group, ApiNames.Version, "canaryrollouts", nameof(CanaryRollout));
    public static ApiResource PodMonitors { get; } = new("monitoring.coreos.com", "v1", "podmonitors", "PodMonitor");
    public static ApiResource ScaledObjects { get; } = new("keda.sh", "v1alpha1", "scaledobjects", "ScaledObject");
}
