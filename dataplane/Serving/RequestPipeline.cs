using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Matching;
using LlmRouting.DataPlane.Metrics.Logging;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Serving;

/// <summary>What happens to a request, in order. Every step returns a refusal or null for "go on"; the first refusal is the answer.</summary>
public sealed class RequestPipeline(
    SnapshotHolder snapshots, Authenticator authenticator, Admission admission, BodyReader bodies, ParsedRequestPool requests, RateLimitState limits, ClassifyStep classifier,
    AnswerStep answers, Accountant accountant, ILogger<RequestPipeline> log)
{
    internal static readonly Refusal Unexpected = new(500, "api_error", "internal_error", "The router failed to handle this request; its log says why.");

    public async Task HandleAsync(HttpContext http, Dialect dialect)
    {
        // A pipelined request begins where the answer before it ended, which may be a thread of the sockets.
        if (!Thread.CurrentThread.IsThreadPoolThread) await Task.Yield();
        var ledger = accountant.Open(http);
        try
        {
            if (await ServeAsync(http, dialect, ledger) is { } refusal) await ledger.RefuseAsync(refusal);
        }
        catch (Exception e) when (e is IOException || http.RequestAborted.IsCancellationRequested)
        {
            // What upstreams throw is dealt with where they are asked, so it is the client's connection that broke.
            ledger.ClientLeft();
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            log.RequestCrashed(e, ledger.RequestId);
            await ledger.RefuseAsync(Unexpected);
        }
        finally
        {
            accountant.Close(ledger);
        }
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext http, Dialect dialect, RequestLedger ledger)
    {
        // 1 authenticate
        if (authenticator.Authenticate(http.Request, snapshots.Current.Keys, out var caller) is { } unauthenticated) return unauthenticated;

        // 2 admit
        if (admission.TryAdmit(http.Request.ContentLength, out var ticket) is { } notAdmitted) return notAdmitted;
        using var admitted = ticket;

        // 3 parse
        var reading = accountant.Now;
        var read = await bodies.ReadAsync(http.Request, ticket!, http.RequestAborted);
        if (read.Refusal is not null) return read.Refusal;
        using var body = read.Body!;
        ledger.BodyArrived(reading);
        using var rented = requests.Rent(out var request);
        if (RequestParser.Parse(dialect, body.Memory, request) is { } malformed) return malformed;
        if (ticket!.TryHoldMore(request.HeldBytes) is { } noRoom) return noRoom;
        ledger.Parsed(request, accountant.Trace(http, request));

        // 4 match policy and limit, by what is configured now that the body is here, which may have taken half a minute
        var snapshot = snapshots.Current;
        if (PolicyMatcher.Match(snapshot, request.Model, caller, out var match) is { } unknown) return unknown;
        ledger.Matched(match, caller);
        if (limits.TryReserve(match.Policy.Snapshot.Uid, match.Policy.LimitsFor(caller), caller.Id, TokenDemand.Of(request), out var reservation) is { } limited) return ledger.Limited(limited, reservation);
        ledger.Reserved(reservation);

        // 5 classify
        var isExplicit = match.ExplicitTier is not null;
        var classifierFailed = false;
        var classification = isExplicit ? null : classifier.Classify(match.Policy, request, out classifierFailed);

        // 6 select
        if (SelectStep.Select(match, classification, classifierFailed, request, caller, http.Request.Headers, out var selection) is { } unsuited) return unsuited;

        // 7 split
        var assignment = SplitStep.Assign(selection.Tier, isExplicit, request, caller, http.Request.Headers);
        ledger.Decided(classification, selection, assignment, KeywordsOf(match, request, ledger));

        // 8 cache, else forward; 9 account is the ledger's, whatever happened
        return await answers.AnswerAsync(request, ticket!, ledger);
    }

    // Only traces want them by name (S4.8), so only traced requests are searched for them.
    private static IReadOnlyList<string>? KeywordsOf(in PolicyMatch match, ParsedRequest request, RequestLedger ledger) =>
        ledger.Span.Activity is { IsAllDataRequested: true } ? match.Policy.Classifier?.KeywordsFound(request) : null;
}
