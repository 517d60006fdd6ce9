using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

public sealed partial class RouterMetrics
{
    private Counter<long> decisions;
    private Counter<long> decisionsByModel;
    private Counter<long> decisionsByTier;
    private Counter<long> fallbacks;
    private Counter<long> canaryRequests;
    private Counter<long> feedback;
    private Counter<long> rateLimited;
    private long cacheHits;
    private long cacheMisses;

    /// <summary>A tier was chosen for a request.</summary>
    /// <param name="classifier">Name of the classifier that decided, or <c>none</c>.</param>
    /// <param name="reason">One of a small set of words: a rule's name, <c>explicit</c>, <c>classifier_failure</c>.</param>
    /// <param name="model">Model of the chosen tier.</param>
    public void RoutingDecided(string policy, string tier, string classifier, string reason, string model)
    {
        decisions.Add(1, Label("policy", policy), Label("tier", tier), Label("classifier", classifier), Label("reason", reason));
        decisionsByModel.Add(1, Label("model", model));
        decisionsByTier.Add(1, Label("tier", tier));
    }

    /// <summary>A request left one tier of its policy for another.</summary>
    public void FallbackTaken(string policy, string from, string to) =>
        fallbacks.Add(1, Label("policy", policy), Label("from", from), Label("to", to));

    /// <summary>One observation of a rollout: a request its split assigned, judged by the assigned side alone.</summary>
    /// <param name="side"><c>stable</c> or <c>canary</c>.</param>
    /// <param name="outcome"><c>success</c>, <c>failure</c> or <c>ignored</c>.</param>
    public void CanaryObserved(string rollout, string side, string outcome) =>
        canaryRequests.Add(1, Label("rollout", rollout), Label("side", side), Label("outcome", outcome));

    /// <summary>A vote arrived for an earlier answer.</summary>
    /// <param name="rating"><c>up</c>, <c>down</c> or <c>1</c>…<c>5</c>; anything else is counted as <c>other</c>.</param>
    public void FeedbackReceived(string policy, string tier, string side, string rating) =>
        feedback.Add(1, Label("policy", policy), Label("tier", tier), Label("side", side), Label("rating", KnownRating(rating)));

    /// <summary>A request was refused with 429 by one of the policy's rateLimits.</summary>
    public void RateLimited(string policy, string limit) => rateLimited.Add(1, Label("policy", policy), Label("limit", limit));

    public void CacheHit() => Interlocked.Increment(ref cacheHits);

    public void CacheMissed() => Interlocked.Increment(ref cacheMisses);

    // A rating is the one label value here that a client writes.
    private static string KnownRating(string rating) => rating is "up" or "down" or "1" or "2" or "3" or "4" or "5" ? rating : "other";

    private void Observe(string name, string help, Func<long> read) => Meter.CreateObservableCounter(name, read, null, help);

    [MemberNotNull(nameof(decisions), nameof(decisionsByModel), nameof(decisionsByTier), nameof(fallbacks), nameof(canaryRequests))]
    [MemberNotNull(nameof(feedback), nameof(rateLimited))]
    private void CreateRoutingInstruments()
    {
        decisions = Counter("llm_routing_decisions_total", "Tiers chosen, by policy, classifier and reason.");
        decisionsByModel = Counter("model_routing_decisions", "Requests routed to each model. Only rises.");
        decisionsByTier = Counter("requests_route_tier", "Requests routed to each tier name, over all policies. Only rises.");
        fallbacks = Counter("llm_fallbacks_total", "Requests that left one tier for another.");
        canaryRequests = Counter("llm_canary_requests_total", "Requests a rollout's split assigned, by side and outcome.");
        feedback = Counter("llm_feedback_total", "Votes for answers.");
        rateLimited = Counter("llm_rate_limited_total", "Requests refused by a rate limit.");
        // Observed, so that both are there with 0 before the first request.
        Observe("llm_cache_hits_total", "Answers served from the cache.", () => Interlocked.Read(ref cacheHits));
        Observe("llm_cache_misses_total", "Cacheable requests that were not in the cache.", () => Interlocked.Read(ref cacheMisses));
    }
}
