namespace LlmRouting.Contract.Api;

/// <summary>Where the autoscaler gets its figures.</summary>
public enum ScalingSource
{
    /// <summary>The operator serves external.metrics.k8s.io.</summary>
    Builtin,

    /// <summary>Pods metrics of an adapter that reads vLLM's own.</summary>
    PodMetrics,

    /// <summary>A KEDA ScaledObject that asks the operator.</summary>
    Keda,

    /// <summary>The operator sets replicas itself.</summary>
    Direct,
}
