namespace LlmRouting.DataPlane.State;

/// <summary>Leave to try an upstream once. The first of the calls below counts, later ones do nothing; disposing abandons.</summary>
public sealed class BreakerPermit : IDisposable
{
    private readonly int period;
    private CircuitBreaker? breaker;

    internal BreakerPermit(CircuitBreaker breaker, int period)
    {
        this.breaker = breaker;
        this.period = period;
    }

    /// <summary>The upstream answered. True when this closed the breaker.</summary>
    public bool Success() => Take()?.Succeeded(period) ?? false;

    /// <summary>The upstream failed: connect error, reset, 5xx, 429, missed budget. True when this opened the breaker.</summary>
    public bool Failure() => Take()?.Failed(period) ?? false;

    /// <summary>Nothing was learned about the upstream: the client left, or was told of a fault of its own (4xx). Frees the probe.</summary>
    public void Abandon() => Take()?.Abandoned(period);

    public void Dispose() => Abandon();

    private CircuitBreaker? Take() => Interlocked.Exchange(ref breaker, null);
}
