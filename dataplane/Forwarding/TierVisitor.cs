using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Metrics.Logging;
using LlmRouting.DataPlane.Metrics.Tracing;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Tries the endpoints of one tier: each at most once, within the policy's attempts, the tier's breaker and its retry budget.</summary>
public sealed class TierVisitor(SnapshotHolder snapshots, EndpointPicker picker, AttemptSender sender, RouterMetrics metrics, TimeProvider time, Random random, ILogger<TierVisitor> log)
{
    /// <summary>The result of the last attempt, or null where the tier could not be asked; <paramref name="progress"/> knows why.</summary>
    public ValueTask<AttemptResult?> VisitAsync(ForwardRequest request, Candidate candidate, ForwardProgress progress)
    {
        if (candidate.Tier.State.TryEnter(out var visit)) return TryEndpointsAsync(request, candidate, visit, progress);
        progress.Skipped(candidate, Skip.Saturated);
        return default;
    }

    private async ValueTask<AttemptResult?> TryEndpointsAsync(ForwardRequest request, Candidate candidate, TierState.Visit visit, ForwardProgress progress)
    {
        using var visiting = visit;
        var tier = candidate.Tier;
        using var body = Splice(request.Body, tier.ModelJson, tier.Snapshot);
        var retry = request.Policy.Snapshot.Retry;
        var prefix = tier.Snapshot.LoadBalancing is { Type: LoadBalancingType.PrefixAffinity, PrefixBytes: var bytes } ? request.Body.PrefixHash(bytes) : 0;
        var visitedAt = time.GetTimestamp();
        EndpointState[] tried = [];
        AttemptResult? result = null;
        for (var retries = 0; ; retries++)
        {
            if (picker.Pick(retries == 0 ? tier.Endpoints : EndpointsNow(tier), tier.Snapshot.LoadBalancing, prefix, tried) is not { } endpoint) return result;
            if (retries > 0 && tier.State.Breaker.State != BreakerState.Open && !await BackOffAsync(request, retries)) return AttemptResult.Gone;
            // Nothing would be sent, yet it would look like an upstream that was silent until its time was up.
            if (result is not null && time.GetElapsedTime(visitedAt) >= tier.Snapshot.Timeouts.Total) return result;
            if (!tier.State.Breaker.TryEnter(out var permit))
            {
                if (result is null) progress.Skipped(candidate, Skip.BreakerOpen);
                return result;
            }

            using var trial = permit;
            if (!MayAttempt(request, candidate, progress)) return result;
            Announce(request, candidate, result);
            RouterTracing.Asking(endpoint.BaseUrl);
            endpoint.Enter();
            try
            {
                result = await sender.SendAsync(request, candidate, endpoint, trial, body.Memory, ++progress.Attempts, visitedAt);
                if (result.MayHaveComputed) result = result.WithPromptOf(request);
                Learn(request, candidate, endpoint, trial, result, progress.Attempts);
            }
            finally
            {
                endpoint.Leave();
            }

            if (result.End != AttemptEnd.Failed) return result;

            progress.Failed(candidate, result);
            tried = [.. tried, endpoint];
            if (retries >= retry.Attempts || !result.Failure.MayRetry(retry.On)) return result;
        }
    }

    // The attempt before may have taken minutes, in which pods are replaced.
    private EndpointState[] EndpointsNow(RuntimeTier tier) => snapshots.Current.Find(tier.State)?.Endpoints ?? [];

    // What was never sent is no retry, wherever it goes: a request whose own tier could not be asked makes its first attempt at a fallback.
    private bool MayAttempt(ForwardRequest request, Candidate candidate, ForwardProgress progress)
    {
        var budget = candidate.Tier.State.RetryBudget;
        if (progress.Attempts == 0)
        {
            budget.CountRequest();
            return true;
        }

        var retry = request.Policy.Snapshot.Retry;
        if (budget.TryWithdraw(retry.BudgetPercent, retry.BudgetMinPerSecond)) return true;
        metrics.RetryBudgetExhausted(candidate.Tier.DisplayName);
        log.RetryBudgetExhausted(candidate.Tier.DisplayName, request.Head.RequestId);
        progress.Skipped(candidate, Skip.BudgetExhausted);
        return false;
    }

    /// <param name="before">The tier's last attempt; null where this is its first.</param>
    private void Announce(ForwardRequest request, Candidate candidate, AttemptResult? before)
    {
        var (policy, from) = (request.Policy.DisplayName, request.Candidates[0].Name);
        if (before is not null) metrics.Retried(candidate.Tier.DisplayName, before.Failure.Label());
        else if (candidate.Role == CandidateRole.Fallback)
        {
            metrics.FallbackTaken(policy, from, candidate.Name);
            log.FallbackTaken(request.Head.RequestId, policy, from, candidate.Name);
        }
    }

    // False once the client has left.
    private async ValueTask<bool> BackOffAsync(ForwardRequest request, int retries)
    {
        var left = request.Http.RequestAborted;
        await Task.Delay(RetryDelay.Before(retries, request.Policy.Snapshot.Retry, Chance()), time, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !left.IsCancellationRequested;
    }

    // Random is not thread-safe; it is asked only when an attempt has failed.
    private double Chance()
    {
        lock (random) return random.NextDouble();
    }

    // A client that left or was told of its own mistake says nothing about the upstream.
    private void Learn(ForwardRequest request, Candidate candidate, EndpointState endpoint, BreakerPermit permit, AttemptResult result, int number)
    {
        var (tier, name) = (candidate.Tier.Snapshot, candidate.Tier.DisplayName);
        if (result.Failure.BlamesUpstream())
        {
            endpoint.ReportFailure(connecting: result.Failure == FailureKind.ConnectFailure);
            metrics.UpstreamFailed(name, result.Failure.Label());
            log.UpstreamFailed(request.Head.RequestId, name, endpoint.BaseUrl, number, result.Failure.Label(), result.UpstreamStatus, result.Cause ?? "none");
            if (permit.Failure()) log.BreakerOpened(name, tier.Breaker.ConsecutiveFailures, tier.Breaker.OpenFor);
        }
        else if (result is { End: AttemptEnd.Answered, UpstreamStatus: >= 200 and < 300 })
        {
            endpoint.ReportSuccess();
            if (permit.Success()) log.BreakerClosed(name);
        }
        else if (result.End == AttemptEnd.Failed)
        {
            metrics.AttemptGivenUp(name, result.Failure.Label());
            log.AttemptGivenUp(request.Head.RequestId, name, endpoint.BaseUrl, number, result.Failure.Label(), result.UpstreamStatus);
        }
    }

    private static PooledBuffer Splice(ParsedRequest request, byte[] modelJson, TierSnapshot tier)
    {
        var body = new PooledBuffer(request.Body.Length + 256);
        BodySplicer.Splice(request, new Splices(modelJson, tier.DefaultTemperature, tier.DefaultMaxTokens, IncludeUsage: request.Stream), body);
        return body;
    }
}
