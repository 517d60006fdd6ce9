using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Matching;
using LlmRouting.DataPlane.Metrics.Tracing;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Serving;

/// <summary>What is known of one request, filled in step by step and read once, when it is over.</summary>
public sealed class RequestLedger(HttpContext http, long startedAt, RequestIdCodec ids, TimeProvider time)
{
    private string? requestId;

    public HttpContext Http { get; } = http;
    public long StartedAt { get; } = startedAt;

    /// <summary>The start without the wait for the client's body, which is not the router's time.</summary>
    public long WorkStartedAt { get; private set; } = startedAt;

    public PolicyMatch? Match { get; private set; }
    public Caller Caller { get; private set; } = Caller.Anonymous;
    public Reservation Reservation { get; private set; } = Reservation.None;
    public RateLimitStatus Limits => Reservation.Status;
    public ClassificationResult? Classification { get; private set; }
    public TierSelection? Selection { get; private set; }
    public SplitAssignment Assignment { get; private set; }
    public ForwardOutcome? Outcome { get; private set; }

    /// <summary>The router's own time; null where nothing left for an upstream and the cache did not answer.</summary>
    public TimeSpan? Overhead { get; private set; }

    public Refusal? Refusal { get; private set; }
    public RequestSpan Span { get; private set; }
    public bool IsAbandoned { get; private set; }
    public int MessageCount { get; private set; }
    public int ContentLength { get; private set; }

    public IReadOnlyList<string>? Keywords { get; private set; }

    /// <summary>Ours and self-describing once the request is decided; before that it only names the moment.</summary>
    public string RequestId => requestId ??= ids.Write(
        Match?.Policy.Key ?? "", Selection?.Tier.Name ?? "", Assignment.Side, Assignment.Split?.Snapshot.Epoch ?? 0, Caller.Id);

    /// <param name="since">Timestamp when reading began.</param>
    public void BodyArrived(long since) => WorkStartedAt += time.GetTimestamp() - since;

    public void Parsed(ParsedRequest request, RequestSpan span)
    {
        Span = span;
        MessageCount = request.MessageCount;
        ContentLength = request.Text.Length;
    }

    public void Matched(in PolicyMatch match, Caller caller)
    {
        Match = match;
        Caller = caller;
    }

    public void Reserved(Reservation reservation) => Reservation = reservation;

    public Refusal Limited(Refusal refusal, Reservation reservation)
    {
        Reservation = reservation;
        return refusal;
    }

    public void Decided(in ClassificationResult? classification, in TierSelection selection, in SplitAssignment assignment, IReadOnlyList<string>? keywords)
    {
        Classification = classification;
        Selection = selection;
        Assignment = assignment;
        Keywords = keywords;
    }

    public void Forwarded(ForwardOutcome outcome, TimeSpan? overhead)
    {
        Outcome = outcome;
        Overhead = overhead;
    }

    /// <summary>Nothing was consumed: no tokens, no cost.</summary>
    public void ServedFromCache(TimeSpan overhead) => Overhead = overhead;

    /// <summary>The client left before it had an answer; whatever was thrown on its account is not a failure.</summary>
    public void ClientLeft() => IsAbandoned = true;

    /// <summary>The decision headers.</summary>
    /// <param name="cache">hit, miss, or null where the request cannot be cached.</param>
    public AnswerHead Head(string? cache) => new()
    {
        RequestId = RequestId,
        Reissue = Reissue,
        Policy = Match!.Value.Policy.DisplayName,
        Classifier = Classification is null ? "none" : Match.Value.Policy.ClassifierName,
        Decision = Selection!.Value.Decision,
        Side = Assignment.Side == SplitSide.None ? null : SideNames.Of(Assignment.Side),
        Cache = cache,
        Limits = Limits,
    };

    // A vote must reach the tier that answered, so an answer of another tier than was chosen gets an id that says so.
    private string Reissue(Candidate candidate) => requestId = ids.Write(
        Match!.Value.Policy.Key, candidate.Name, candidate.Role == CandidateRole.OwnStable ? SplitSide.Stable : SplitSide.None, 0, Caller.Id);

    /// <summary>Tells the client, unless a part of an answer has left already.</summary>
    public async ValueTask RefuseAsync(Refusal refusal)
    {
        Refusal = refusal;
        if (Http.Response.HasStarted || Http.RequestAborted.IsCancellationRequested) return;
        Http.Response.Headers.Clear();
        Http.Response.Headers["x-request-id"] = RequestId;
        RateLimitHeaders.Write(Http.Response.Headers, Limits);
        if (Selection is not null) Head(cache: null).WriteFailure(Http.Response.Headers, Outcome);
        await ErrorWriter.WriteAsync(Http.Response, refusal);
    }
}
