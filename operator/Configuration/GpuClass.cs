using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Configuration;

/// <summary>What <c>spec.gpu.class</c> of a ModelTier means on this cluster.</summary>
public sealed record GpuClass
{
    /// <summary>A DNS label.</summary>
    public required string Name { get; init; }

    /// <summary>The extended resource a pod asks for; default <c>nvidia.com/gpu</c>.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Labels of the nodes that have it.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Default: the taint <c>nvidia.com/gpu</c>; an empty list tolerates nothing.</summary>
    public IReadOnlyList<TolerationSpec>? Tolerations { get; init; }

    /// <summary>Memory of one GPU, a Kubernetes quantity; said to people who pick a class that is not there.</summary>
    public string? Memory { get; init; }

    /// <summary>Default Elastic: on a pool that is full after all, an update waits and the old pods go on serving.</summary>
    public PoolKind? Pool { get; init; }

    /// <summary>Default Exclusive.</summary>
    public GpuSharing? Sharing { get; init; }

    /// <summary>Absent: the class has no spot nodes.</summary>
    public SpotNodes? Spot { get; init; }
}
