using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What follows from each kind of failure: its metric label, whether it may be repeated, and what the client is told when nothing is left to try.</summary>
public static class FailureKinds
{
    /// <summary>Label values of llm_upstream_failures_total and llm_retries_total.</summary>
    public static string Label(this FailureKind kind) => kind switch
    {
        FailureKind.None => "none",
        FailureKind.ConnectFailure => "connect_failure",
        FailureKind.Reset => "reset",
        FailureKind.ServerError => "server_error",
        FailureKind.TooManyRequests => "too_many_requests",
        FailureKind.Unavailable => "unavailable",
        FailureKind.Misconfigured => "misconfigured",
        FailureKind.FirstTokenTimeout => "first_token_timeout",
        FailureKind.IdleTimeout => "idle_timeout",
        FailureKind.TotalTimeout => "total_timeout",
        FailureKind.ErrorEvent => "error_event",
        FailureKind.Truncated => "truncated",
        FailureKind.Unparsable => "unparsable",
        FailureKind.ContextExceeded => "context_exceeded",
        FailureKind.Refused => "refused",
        FailureKind.TooLarge => "too_large",
        FailureKind.Overloaded => "overloaded",
        FailureKind.Stopping => "stopping",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Whether another endpoint of the same tier may be asked; a fallback tier may be asked after every failure that does not end all.</summary>
    public static bool MayRetry(this FailureKind kind, IReadOnlyList<RetryOn> on) => kind switch
    {
        FailureKind.ConnectFailure => on.Contains(RetryOn.ConnectFailure),
        FailureKind.Reset or FailureKind.Unparsable or FailureKind.ErrorEvent or FailureKind.Truncated => on.Contains(RetryOn.Reset),
        FailureKind.ServerError => on.Contains(RetryOn.ServerError),
        FailureKind.TooManyRequests => on.Contains(RetryOn.TooManyRequests),
        FailureKind.Unavailable => on.Contains(RetryOn.Unavailable),
        FailureKind.FirstTokenTimeout => on.Contains(RetryOn.FirstTokenTimeout),
        _ => false,
    };

    /// <summary>Whether breaker, ejection and canary gates hear of it.</summary>
    public static bool BlamesUpstream(this FailureKind kind) => kind is not (FailureKind.None or FailureKind.ContextExceeded or FailureKind.Refused or FailureKind.TooLarge or FailureKind.Overloaded or FailureKind.Stopping);

    /// <summary>Whether nobody else need be asked: no other tier's answer would reach the client either.</summary>
    public static bool EndsAll(this FailureKind kind) => kind is FailureKind.TooLarge or FailureKind.Overloaded or FailureKind.Stopping;

    /// <summary>The answer when every attempt failed and this was the last failure.</summary>
    public static Refusal ToRefusal(this FailureKind kind, string tier, string promptParam, TimeSpan? retryAfter) => kind switch
    {
        FailureKind.TooManyRequests => new(429, "rate_limit_error", "upstream_rate_limited", $"Tier '{tier}' is at its limit; try again later.") { RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1) },
        FailureKind.Unavailable => new(503, "api_error", "upstream_unavailable", $"Tier '{tier}' is unavailable; try again later.") { RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1) },
        FailureKind.FirstTokenTimeout => new(504, "api_error", "upstream_first_token_timeout", $"Tier '{tier}' sent no token in time."),
        FailureKind.TotalTimeout or FailureKind.IdleTimeout => new(504, "api_error", "upstream_timeout", $"Tier '{tier}' did not answer in time."),
        FailureKind.ConnectFailure => new(502, "api_error", "upstream_connect_failure", $"Tier '{tier}' could not be reached."),
        FailureKind.Misconfigured => new(502, "api_error", "upstream_misconfigured", $"Tier '{tier}' refused the router's credentials or does not serve the model; its operators must look at it."),
        FailureKind.ContextExceeded => Refusal.Invalid("context_length_exceeded", $"The prompt and max_tokens together exceed the context of tier '{tier}' and of every tier after it.", promptParam),
        FailureKind.TooLarge => new(413, "invalid_request_error", "answer_too_large",
            $"The answer is larger than the {UnaryRelay.MaxBytes >> 20} MiB that the router reads. Ask for less at once: fewer inputs or choices, or encoding_format base64 for embeddings."),
        FailureKind.Overloaded => Admission.Overloaded,
        FailureKind.Stopping => new(503, "api_error", "router_stopping", "The router is being stopped; try again.") { RetryAfter = TimeSpan.FromSeconds(1) },
        _ => new(502, "api_error", "upstream_" + kind.Label(), $"Tier '{tier}' failed to answer ({kind.Label().Replace('_', ' ')})."),
    };
}
