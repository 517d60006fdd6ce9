namespace LlmRouting.Operator.Configuration;

/// <summary>What a platform team tells the operator about its cluster.</summary>
public sealed record OperatorConfiguration
{
    /// <summary>Absent: one gateway, <c>default</c>, of the operator's own namespace.</summary>
    public IReadOnlyList<GatewayConfiguration>? Gateways { get; init; }

    /// <summary>Beside the built-in ones; one of the same name takes a built-in one's place.</summary>
    public IReadOnlyList<GpuClass>? GpuClasses { get; init; }

    /// <summary>True on OpenShift: the namespace's range gives pods their user and group, so we name none. Default false.</summary>
    public bool? PlatformAssignsUsers { get; init; }

    /// <summary>Labels of the tiers' PodMonitors, beside our own, for Prometheus to select them by.</summary>
    public IReadOnlyDictionary<string, string>? PodMonitorLabels { get; init; }

    /// <summary>The built-in classes with this configuration's laid over them.</summary>
    public GpuClassTable Classes() => new(GpuClasses ?? []);
}
