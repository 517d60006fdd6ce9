namespace LlmRouting.DataPlane.State;

/// <summary>The values of <c>llm_circuit_breaker_state</c> (S3.9).</summary>
public enum BreakerState
{
    /// <summary>Requests pass.</summary>
    Closed = 0,

    /// <summary>Requests are refused without being tried.</summary>
    Open = 1,

    /// <summary>One probe at a time passes.</summary>
    HalfOpen = 2,
}
