namespace LlmRouting.Contract.Api;

public sealed record RetryBudgetSpec
{
    /// <summary>Share of a tier's requests that may be retries or fallbacks, 0..100; default 20.</summary>
    public int? Percent { get; init; }

    /// <summary>Always allowed; default 10.</summary>
    public int? MinPerSecond { get; init; }
}
