namespace LlmRouting.DataPlane.State;

/// <summary>Leave to try an upstream once. The first of the calls below counts, later ones do nothing; disposing abandons.</summary>
public sealed class BreakerPermit : IDisposable
{
    private readonly int period;
    private readonly bool isProbe;
    private CircuitBreaker? breaker;
    private bool begun;
    private bool closed;

    internal BreakerPermit(CircuitBreaker breaker, int period, bool isProbe)
    {
        this.breaker = breaker;
        this.period = period;
        this.isProbe = isProbe;
    }

    /// <summary>
    /// The upstream has begun to answer, which is all that a probe is to find out: a stream may last for minutes, in which nobody else would be let in.
    /// One of the calls below follows; a stream that breaks is a failure of its own.
    /// </summary>
    public void Begun()
    {
        if (!isProbe || begun || breaker is not { } asked) return;
        begun = true;
        closed = asked.Succeeded(period);
    }

    /// <summary>The upstream answered. True when this closed the breaker.</summary>
    public bool Success() => Take() is { } asked && (begun ? closed : asked.Succeeded(period));

    /// <summary>The upstream failed: connect error, reset, 5xx, 429, missed budget. True when this opened the breaker.</summary>
    public bool Failure() => Take()?.Failed(period) ?? false;

    /// <summary>Nothing was learned about the upstream: the client left, or was told of a fault of its own (4xx). Frees the probe.</summary>
    public void Abandon()
    {
        // What has begun has freed its place, which may be another's by now.
        if (Take() is { } asked && !begun) asked.Abandoned(period);
    }

    public void Dispose() => Abandon();

    private CircuitBreaker? Take() => Interlocked.Exchange(ref breaker, null);
}
