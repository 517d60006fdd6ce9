using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

public sealed record RetrySpec
{
    /// <summary>Attempts after the first, 0..10; default 2 (S0.12).</summary>
    public int? Attempts { get; init; }

    public BackoffSpec? Backoff { get; init; }

    /// <summary>Default ConnectFailure, Reset, ServerError, TooManyRequests, Unavailable.</summary>
    public IReadOnlyList<RetryOn>? RetryOn { get; init; }

    public RetryBudgetSpec? Budget { get; init; }
}
