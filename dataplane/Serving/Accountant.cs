using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Metrics.Logging;
using LlmRouting.DataPlane.Metrics.Tracing;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Serving;

/// <summary>Step 9: counts, prices, settles and traces every request exactly once, however it ended.</summary>
public sealed class Accountant(RouterMetrics metrics, RouterTracing tracing, CanaryState canaries, RequestIdCodec ids, TimeProvider time, ILogger<Accountant> log)
{
    /// <summary>nginx's status for a client that left before its answer.</summary>
    public const int ClientClosedRequest = 499;

    public RequestLedger Open(HttpContext http) => new(http, time.GetTimestamp(), ids, time);

    public long Now => time.GetTimestamp();

    /// <summary>Opens the span of a request that could be read.</summary>
    public RequestSpan Trace(HttpContext http, ParsedRequest request) =>
        tracing.Start(OperationOf(request.Dialect), request.Model, http.Request.Headers.TraceParent, http.Request.Headers.TraceState);

    public void Close(RequestLedger ledger)
    {
        if (ledger is { Reservation.RefusedBy: { } limit, Match: { } match }) metrics.RateLimited(match.Policy.DisplayName, limit);
        var outcome = OutcomeOf(ledger);
        ledger.Reservation.Settle(outcome.Usage.TotalTokens + CountLost(ledger.Outcome));
        CountDecision(ledger);
        CountSplit(ledger);
        metrics.RequestFinished(outcome);
        log.RequestFinished(outcome);
        tracing.Finish(ledger.Span, outcome);
    }

    // Tokens of attempts whose answers nobody got: somebody computed and somebody asked for them.
    private long CountLost(ForwardOutcome? outcome)
    {
        var tokens = 0L;
        foreach (var (tier, usage) in outcome?.Lost ?? [])
        {
            metrics.AttemptLost(tier.Model, usage, Cost.Marginal(usage, tier));
            tokens += usage.TotalTokens;
        }

        return tokens;
    }

    private void CountDecision(RequestLedger ledger)
    {
        if (ledger is not { Match: { } match, Selection: { } selection }) return;
        var classifier = ledger.Classification is null ? "none" : match.Policy.ClassifierName;
        metrics.RoutingDecided(match.Policy.DisplayName, selection.Tier.Name, classifier, selection.Decision, ledger.Assignment.Candidates[0].Tier.Snapshot.Model);
    }

    private void CountSplit(RequestLedger ledger)
    {
        if (ledger.Assignment.Split is not { } split) return;
        var observed = ledger.Outcome?.Observed ?? CanaryObservation.None;
        metrics.CanaryObserved(split.DisplayName, SideNames.Of(ledger.Assignment.Side), observed.Label());
        if (observed == CanaryObservation.None) return;
        canaries.Count(split.Snapshot, ledger.Assignment.Side, observed == CanaryObservation.Failure, ledger.Caller.Id);
    }

    private RequestOutcome OutcomeOf(RequestLedger ledger)
    {
        var candidate = ledger.Outcome?.Candidate ?? ledger.Assignment.Candidates?[0];
        var last = ledger.Outcome?.Last;
        var usage = last?.Usage ?? default;
        var firstTokenAt = last?.FirstTokenAt ?? 0;
        var total = time.GetElapsedTime(ledger.StartedAt);
        return new RequestOutcome
        {
            RequestId = ledger.RequestId,
            Policy = ledger.Match?.Policy.DisplayName ?? RequestOutcome.Unknown,
            Tier = candidate?.Name ?? RequestOutcome.Unknown,
            Model = candidate?.Tier.Snapshot.Model ?? RequestOutcome.Unknown,
            Status = StatusOf(ledger),
            Latency = total,
            Overhead = ledger.Overhead,
            TimeToFirstToken = firstTokenAt == 0 ? null : time.GetElapsedTime(ledger.StartedAt, firstTokenAt),
            Side = ledger.Assignment.Side == SplitSide.None ? null : SideNames.Of(ledger.Assignment.Side),
            ErrorType = ledger.Refusal?.Code ?? (last?.Failure is { } kind and not FailureKind.None ? kind.Label() : null),
            Attempts = ledger.Outcome?.Attempts ?? 0,
            Usage = usage,
            CostDollars = candidate is null ? 0 : Cost.Marginal(usage, candidate.Tier.Snapshot),
            FinishReason = last?.FinishReason,
            Provider = candidate is null ? null : candidate.Tier.Snapshot.Managed ? "vllm" : "openai",
            Classification = new ClassificationFacts(ledger.Classification is null ? null : ledger.Match?.Policy.ClassifierName, ledger.ContentLength, ledger.MessageCount, ledger.Keywords),
        };
    }

    /// <summary>OpenTelemetry's gen_ai.operation.name.</summary>
    private static string OperationOf(Dialect dialect) => dialect switch
    {
        Dialect.Chat => "chat",
        Dialect.Completions => "text_completion",
        Dialect.Responses => "generate_content",
        Dialect.Embeddings => "embeddings",
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, null),
    };

    private static int StatusOf(RequestLedger ledger)
    {
        if (ledger.IsAbandoned || ledger.Outcome?.Last.End == AttemptEnd.ClientGone || (!ledger.Http.Response.HasStarted && ledger.Http.RequestAborted.IsCancellationRequested)) return ClientClosedRequest;
        return ledger.Refusal?.Status ?? ledger.Http.Response.StatusCode;
    }
}
