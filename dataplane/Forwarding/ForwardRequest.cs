using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Everything forwarding needs to know about one request.</summary>
public sealed record ForwardRequest
{
    public required HttpContext Http { get; init; }
    public required ParsedRequest Body { get; init; }

    /// <summary>What it holds of the memory that all requests share.</summary>
    public required AdmissionTicket Ticket { get; init; }

    public required RuntimePolicy Policy { get; init; }

    /// <summary>At least one; tried in order.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    public required AnswerHead Head { get; init; }

    /// <summary>Timestamp from which the router's own time counts: the request's start, without the wait for its body.</summary>
    public required long StartedAt { get; init; }

    /// <summary>The router's own time until the first attempt was sent; null before.</summary>
    public TimeSpan? Overhead { get; set; }

    /// <summary>How long it waited for a server to appear, which is not the router's own time.</summary>
    public TimeSpan Held { get; set; }

    /// <summary>Why the last attempt failed; None before the first.</summary>
    public FailureKind LastFailure { get; set; }

    /// <summary>Keep the answer's bytes for the cache.</summary>
    public bool Record { get; init; }
}
