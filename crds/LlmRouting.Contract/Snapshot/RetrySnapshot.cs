namespace LlmRouting.Contract.Snapshot;

public sealed record RetrySnapshot
{
    /// <summary>Attempts after the first, on other endpoints of the same tier; 0..10 (S0.12, S4.15).</summary>
    public int Attempts { get; init; } = 2;

    public TimeSpan BackoffBase { get; init; } = TimeSpan.FromMilliseconds(200);
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(2);
    public IReadOnlyList<RetryOn> On { get; init; } = [RetryOn.ConnectFailure, RetryOn.Reset, RetryOn.ServerError, RetryOn.TooManyRequests, RetryOn.Unavailable];

    /// <summary>Share of a tier's requests that may be retries or arrive by fallback, 0..100 %.</summary>
    public int BudgetPercent { get; init; } = 20;

    /// <summary>Retries a second that are always allowed, so that a quiet tier can retry at all.</summary>
    public int BudgetMinPerSecond { get; init; } = 10;
}

/// <summary>Failures that may be repeated before the first byte has reached the client.</summary>
public enum RetryOn
{
    /// <summary>No connection, or no TLS session.</summary>
    ConnectFailure,

    /// <summary>The connection ended before a usable answer, or the answer could not be parsed.</summary>
    Reset,

    /// <summary>500, 502, 504 and every other 5xx but 503.</summary>
    ServerError,

    /// <summary>429.</summary>
    TooManyRequests,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>The first-token budget of a stream was missed.</summary>
    FirstTokenTimeout,
}
