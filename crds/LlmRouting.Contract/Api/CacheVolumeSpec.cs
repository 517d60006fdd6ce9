namespace LlmRouting.Contract.Api;

/// <summary>A PersistentVolumeClaim that the operator makes and all replicas share.</summary>
public sealed record CacheVolumeSpec
{
    /// <summary>A Kubernetes quantity: 100Gi.</summary>
    public required string Size { get; init; }

    /// <summary>Default: the cluster's default class.</summary>
    public string? StorageClassName { get; init; }

    /// <summary>Default ReadWriteMany, since replicas share it.</summary>
    public string? AccessMode { get; init; }
}
