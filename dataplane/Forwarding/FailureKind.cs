namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Why an attempt did not end well. Everything down to Unparsable is the upstream's doing; a client that leaves is nobody's failure.</summary>
public enum FailureKind
{
    None,

    /// <summary>No connection or no TLS session within the tier's connect timeout.</summary>
    ConnectFailure,

    /// <summary>The connection ended before an answer.</summary>
    Reset,

    /// <summary>5xx other than 503.</summary>
    ServerError,

    /// <summary>429.</summary>
    TooManyRequests,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>401, 403, 404 or 405 from an upstream that we gave its address and credentials.</summary>
    Misconfigured,

    /// <summary>A stream without a choice within the tier's firstToken timeout.</summary>
    FirstTokenTimeout,

    /// <summary>A stream that fell silent for the tier's idle timeout after its first choice.</summary>
    IdleTimeout,

    /// <summary>No complete answer within the tier's total timeout.</summary>
    TotalTimeout,

    /// <summary>An error event inside a stream whose status was 200.</summary>
    ErrorEvent,

    /// <summary>A stream that ended without finish_reason or [DONE], or whose connection broke after its first choice; an answer whose finish_reason is "abort".</summary>
    Truncated,

    /// <summary>A 2xx whose body is not an answer of the API.</summary>
    Unparsable,

    /// <summary>The upstream counted more tokens than its context holds. The prompt's doing, not the server's.</summary>
    ContextExceeded,

    /// <summary>A fallback's 4xx for a request that another tier had been chosen for: that it is good there stays unknown.</summary>
    Refused,

    /// <summary>A whole answer larger than we read. Every server would send as much.</summary>
    TooLarge,

    /// <summary>The router holds so much already that it cannot take in the answer.</summary>
    Overloaded,

    /// <summary>The router itself is being stopped and has waited long enough.</summary>
    Stopping,
}
