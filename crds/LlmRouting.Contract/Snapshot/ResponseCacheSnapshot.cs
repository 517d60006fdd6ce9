namespace LlmRouting.Contract.Snapshot;

public sealed record ResponseCacheSnapshot
{
    public CacheMode Mode { get; init; } = CacheMode.Disabled;

    /// <summary>How long an answer may be served again (S3.3: 1 h).</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether answers sampled at a temperature above 0 are cached too (S3.7a: not unless asked).</summary>
    public bool IncludeSampled { get; init; }
}

public enum CacheMode
{
    Disabled,

    /// <summary>The same caller asked the same bytes of the same model version.</summary>
    Exact,
}
