namespace LlmRouting.Contract.Api;

/// <summary>At least one of requests and tokens is set.</summary>
public sealed record RateLimitSpec
{
    public required string Name { get; init; }

    /// <summary>Absent: every caller.</summary>
    public string? LimitClass { get; init; }

    public int? Requests { get; init; }

    /// <summary>Prompt and completion tokens together.</summary>
    public long? Tokens { get; init; }

    public required string Window { get; init; }
}
