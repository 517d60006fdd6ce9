namespace LlmRouting.Operator.Builders;

/// <summary>What the cluster and the installation say about every tier.</summary>
public sealed record TierOptions
{
    /// <summary>Whether the cluster has the PodMonitor kind.</summary>
    public bool PodMonitors { get; init; }

    /// <summary>See <c>OperatorConfiguration</c>.</summary>
    public IReadOnlyDictionary<string, string>? PodMonitorLabels { get; init; }

    /// <summary>Where KEDA asks for a tier's figures: <c>{url}/v1/scaling/{namespace}/{tier}</c> answers demand, queueDepth and kvCache as JSON.</summary>
    public string? ScalingUrl { get; init; }

    /// <summary>True on OpenShift; see <c>OperatorConfiguration</c>.</summary>
    public bool PlatformAssignsUsers { get; init; }
}
