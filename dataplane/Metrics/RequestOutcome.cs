using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>What is known of a request when its last byte has left; feeds metrics, span and log line. Holds no prompt text and no key.</summary>
public readonly struct RequestOutcome
{
    /// <summary>Label value of a name that was never settled, e.g. the model of a request nobody serves.</summary>
    public const string Unknown = "unknown";

    /// <summary>Our x-request-id.</summary>
    public required string RequestId { get; init; }

    /// <summary>Display name of the RoutingPolicy, or <see cref="Unknown"/>.</summary>
    public required string Policy { get; init; }

    /// <summary>The tier's name in the policy, e.g. <c>weak</c>, or <see cref="Unknown"/>.</summary>
    public required string Tier { get; init; }

    /// <summary>The model that served, from the tier's snapshot, never the client's word; or <see cref="Unknown"/>.</summary>
    public required string Model { get; init; }

    /// <summary>HTTP status the client got; 499 when it left first.</summary>
    public required int Status { get; init; }

    /// <summary>From the first byte of the request to the last of the answer.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>Of the latency, what we spent ourselves before the request left for an upstream or the cache answered; null where neither happened.</summary>
    public TimeSpan? Overhead { get; init; }

    /// <summary>Streams only: from the first byte of the request to the first choice.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary><c>stable</c> or <c>canary</c> where a split assigned one.</summary>
    public string? Side { get; init; }

    /// <summary>A refusal's code or a failure's kind; null on success.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Requests sent upstream, 0 when none was.</summary>
    public int Attempts { get; init; }

    public Usage Usage { get; init; }

    /// <summary>Marginal cost in US dollars.</summary>
    public decimal CostDollars { get; init; }

    /// <summary>Of all choices the finish_reason that says least of a whole answer; null where no answer ended.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Kind of server: <c>vllm</c> where we configure it, else <c>openai</c> for what speaks its API.</summary>
    public string? Provider { get; init; }

    public ClassificationFacts Classification { get; init; }
}
