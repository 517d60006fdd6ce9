using System.Globalization;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>The decision headers of an answer; written once, right before its first byte.</summary>
public sealed record AnswerHead
{
    public required string RequestId { get; init; }
    public required string Policy { get; init; }
    public required string Classifier { get; init; }

    /// <summary>Why the tier was chosen, short.</summary>
    public required string Decision { get; init; }

    /// <summary>stable, canary, or null where no split applied.</summary>
    public string? Side { get; init; }

    public RateLimitStatus Limits { get; init; }

    /// <summary>hit, miss, or null where the request cannot be cached.</summary>
    public string? Cache { get; init; }

    public void WriteTo(HttpResponse response, in Candidate candidate, int attempts, TimeSpan overhead)
    {
        var headers = response.Headers;
        headers["x-request-id"] = RequestId;
        headers["x-llm-policy"] = Policy;
        headers["x-llm-tier"] = candidate.Name;
        headers["x-llm-model"] = candidate.Tier.Snapshot.Model;
        headers["X-Selected-Model"] = candidate.Tier.Snapshot.Model;
        headers["x-llm-classifier"] = Classifier;
        headers["x-llm-decision"] = Decision;
        headers["x-llm-attempts"] = SmallNumbers.Text(attempts);
        headers["x-llm-fallback"] = candidate.Role == CandidateRole.Fallback ? "true" : "false";
        headers["x-llm-overhead-us"] = ((long)overhead.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        if (Side is not null) headers["x-llm-canary"] = candidate.Role == CandidateRole.OwnStable ? "stable" : Side;
        if (Cache is not null) headers["x-llm-cache"] = Cache;
        RateLimitHeaders.Write(headers, Limits);
    }

    /// <summary>What a client may still learn about a request that nothing answered.</summary>
    public static void WriteFailure(IHeaderDictionary headers, ForwardOutcome outcome)
    {
        headers["x-llm-tier"] = outcome.Candidate.Name;
        headers["x-llm-attempts"] = SmallNumbers.Text(outcome.Attempts);
    }

    /// <summary>US dollars by the tier's token prices (S3.10); absent where the tier has none.</summary>
    public static string? CostText(in Candidate candidate, in Usage usage) =>
        candidate.Tier.HasPrices ? Cost.Format(Cost.Marginal(usage, candidate.Tier.Snapshot)) : null;
}
