namespace LlmRouting.Contract.Api;

/// <summary>S3.8. Defaults 5 failures, 30s, 3 successes.</summary>
public sealed record CircuitBreakerSpec
{
    public int? ConsecutiveFailures { get; init; }
    public string? OpenFor { get; init; }
    public int? SuccessThreshold { get; init; }
}
