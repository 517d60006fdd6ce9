using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Caching;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Serving;

/// <summary>Step 8: from the cache where the same caller asked the same model the same, else from an upstream.</summary>
public sealed class AnswerStep(ResponseCacheState cache, Forwarder forwarder, RouterMetrics metrics, TimeProvider time)
{
    public async ValueTask<Refusal?> AnswerAsync(ParsedRequest request, AdmissionTicket ticket, RequestLedger ledger)
    {
        var policy = ledger.Match!.Value.Policy;
        var assigned = ledger.Assignment.Candidates[0];
        var tier = assigned.Tier.Snapshot;
        var cacheable = CachePolicy.IsCacheable(policy.Snapshot.Cache, request.Temperature ?? (double?)tier.DefaultTemperature, request.Choices, request.HasTools, request.Dialect == Dialect.Embeddings);
        var key = cacheable ? CacheKey.Of(ledger.Caller.Id, policy.Snapshot, tier, ledger.Assignment.Side, UpstreamUris.PathOf(request.Dialect), request.Body.Span) : default;
        if (cacheable && cache.TryGet(key, out var entry))
        {
            metrics.CacheHit();
            await ReplayAsync(entry, ledger);
            return null;
        }

        if (cacheable) metrics.CacheMissed();
        var forward = new ForwardRequest
        {
            Http = ledger.Http,
            Body = request,
            Ticket = ticket,
            Policy = policy,
            Candidates = ledger.Assignment.Candidates,
            Head = ledger.Head(cacheable ? "miss" : null),
            StartedAt = ledger.WorkStartedAt,
            Record = cacheable,
        };
        var outcome = await forwarder.ForwardAsync(forward);
        ledger.Forwarded(outcome, forward.Overhead);
        if (cacheable) Keep(key, policy.Snapshot.Cache.Ttl, request, outcome);
        return outcome.Refusal;
    }

    // An answer of a fallback tier is not what the key says.
    private void Keep(in CacheKey key, TimeSpan ttl, ParsedRequest request, ForwardOutcome outcome)
    {
        if (outcome is not { Candidate.Role: CandidateRole.Assigned, Last: { Recorded: { } body } last }) return;
        if (!CachePolicy.IsStorable(last.UpstreamStatus, last.End == AttemptEnd.Answered, last.FinishReason, request.Dialect is Dialect.Chat or Dialect.Completions, body.Length)) return;
        var contentType = request.Stream ? StreamRelay.ContentType : "application/json";
        cache.Set(key, new CachedResponse(last.UpstreamStatus, contentType, body, last.Usage.PromptTokens, last.Usage.CompletionTokens), ttl);
    }

    private async ValueTask ReplayAsync(CachedResponse answer, RequestLedger ledger)
    {
        var overhead = time.GetElapsedTime(ledger.WorkStartedAt);
        var response = ledger.Http.Response;
        response.ContentType = answer.ContentType;
        if (answer.ContentType == StreamRelay.ContentType) StreamRelay.WriteHeaders(response.Headers);
        ledger.Head("hit").WriteTo(response, ledger.Assignment.Candidates[0], 0, overhead);
        response.ContentLength = answer.Body.Length;
        ledger.ServedFromCache(overhead);
        await response.BodyWriter.WriteAsync(answer.Body, ledger.Http.RequestAborted);
    }
}
