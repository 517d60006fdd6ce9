namespace LlmRouting.Contract.Snapshot;

/// <summary>A limit for every key of a class, counted per key. At least one of requests and tokens is set.</summary>
public sealed record RateLimitSnapshot
{
    public required string Name { get; init; }

    /// <summary>Null limits every caller.</summary>
    public string? LimitClass { get; init; }

    public int? Requests { get; init; }

    /// <summary>Prompt and completion tokens together.</summary>
    public long? Tokens { get; init; }

    public required TimeSpan Window { get; init; }
}
