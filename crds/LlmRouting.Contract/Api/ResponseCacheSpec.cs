using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

public sealed record ResponseCacheSpec
{
    /// <summary>Default Disabled.</summary>
    public CacheMode? Mode { get; init; }

    /// <summary>Default 1h (S3.3).</summary>
    public string? Ttl { get; init; }

    /// <summary>Whether answers sampled at a temperature above 0 are cached too; default false (S3.7a).</summary>
    public bool? IncludeSampled { get; init; }
}
