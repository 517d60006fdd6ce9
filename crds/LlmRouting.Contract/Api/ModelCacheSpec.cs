namespace LlmRouting.Contract.Api;

/// <summary>Where downloaded model files are kept; absent: on the node, for the life of the pod.</summary>
public sealed record ModelCacheSpec
{
    public required CacheVolumeSpec Pvc { get; init; }
}
