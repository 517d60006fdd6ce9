using System.Globalization;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>The decision headers of an answer; written once, right before its first byte.</summary>
public sealed record AnswerHead
{
    public required string RequestId { get; init; }
    /// <summary>An id for an answer of another tier than the one that was chosen.</summary>
    public required Func<Candidate, string> Reissue { get; init; }

    public required string Policy { get; init; }
    public required string Classifier { get; init; }

    /// <summary>Why the tier was chosen, short.</summary>
    public required string Decision { get; init; }

    /// <summary>stable, canary, or null where no split applied.</summary>
    public string? Side { get; init; }

    public RateLimitStatus Limits { get; init; }

    /// <summary>hit, miss, or null where the request cannot be cached.</summary>
    public string? Cache { get; init; }

    public void WriteTo(HttpResponse response, Candidate candidate, int attempts, TimeSpan overhead)
    {
        var headers = response.Headers;
        headers["x-request-id"] = candidate.Role == CandidateRole.Assigned ? RequestId : Reissue(candidate);
        headers["x-llm-policy"] = Policy;
        headers["x-llm-tier"] = candidate.Name;
        headers["x-llm-model"] = candidate.Tier.Snapshot.Model;
        headers["X-Selected-Model"] = candidate.Tier.Snapshot.Model;
        headers["x-llm-classifier"] = Classifier;
        headers["x-llm-decision"] = Decision;
        headers["x-llm-attempts"] = SmallNumbers.Text(attempts);
        headers["x-llm-fallback"] = candidate.Role == CandidateRole.Fallback ? "true" : "false";
        headers["x-llm-overhead-us"] = ((long)overhead.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        if (SideOf(candidate) is { } side) headers["x-llm-canary"] = side;
        if (Cache is not null) headers["x-llm-cache"] = Cache;
        RateLimitHeaders.Write(headers, Limits);
    }

    // A fallback tier is on no side.
    private string? SideOf(Candidate candidate) => candidate.Role switch
    {
        CandidateRole.Fallback => null,
        CandidateRole.OwnStable when Side is not null => "stable",
        _ => Side,
    };

    /// <summary>What a client may still learn about a request that was decided and not answered.</summary>
    /// <param name="outcome">Null where nothing was forwarded.</param>
    public void WriteFailure(IHeaderDictionary headers, ForwardOutcome? outcome)
    {
        headers["x-llm-policy"] = Policy;
        headers["x-llm-classifier"] = Classifier;
        headers["x-llm-decision"] = Decision;
        headers["x-llm-attempts"] = SmallNumbers.Text(outcome?.Attempts ?? 0);
        if ((outcome is null ? Side : SideOf(outcome.Candidate)) is { } side) headers["x-llm-canary"] = side;
        if (outcome is null) return;
        headers["x-llm-tier"] = outcome.Candidate.Name;
        headers["x-llm-fallback"] = outcome.Candidate.Role == CandidateRole.Fallback ? "true" : "false";
    }

    /// <summary>US dollars by the tier's token prices (S3.10); absent where the tier has none.</summary>
    public static string? CostText(Candidate candidate, in Usage usage) =>
        candidate.Tier.HasPrices ? Cost.Format(Cost.Marginal(usage, candidate.Tier.Snapshot)) : null;
}
