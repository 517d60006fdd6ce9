using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Selection;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Walks the candidates of a request: the assigned tier, a failed canary's own stable, the fallbacks. Nothing is tried again after the first byte.</summary>
public sealed class Forwarder(TierVisitor visitor, RouterMetrics metrics)
{
    public async ValueTask<ForwardOutcome> ForwardAsync(ForwardRequest request)
    {
        var progress = new ForwardProgress();
        for (var i = 0; i < request.Candidates.Count; i++)
        {
            var candidate = request.Candidates[i];
            if (request.Http.RequestAborted.IsCancellationRequested) return progress.Ended(candidate, AttemptResult.Gone);
            if (MustSkip(request, candidate, progress) is var skip and not Skip.None)
            {
                progress.Skipped(candidate, skip);
                continue;
            }

            if (candidate.Role == CandidateRole.Fallback) metrics.FallbackTaken(request.Policy.Snapshot.Name, request.Candidates[0].Name, candidate.Name);
            var result = await visitor.VisitAsync(request, candidate, progress);
            if (result is not null && result.End != AttemptEnd.Failed) return progress.Ended(candidate, result);
        }

        return progress.Exhausted();
    }

    private Skip MustSkip(ForwardRequest request, in Candidate candidate, ForwardProgress progress)
    {
        var tier = candidate.Tier;
        if (tier.Endpoints.Length == 0) return Skip.NoEndpoints;
        // A canary that was not even asked, its breaker being open, leaves its stable side with a first attempt, not a retry.
        if (candidate.Role == CandidateRole.Assigned || (candidate.Role == CandidateRole.OwnStable && progress.Attempts == 0))
        {
            tier.State.RetryBudget.CountRequest();
            return Skip.None;
        }

        if (!progress.NeedsMoreThan(candidate) || tier.FitOf(request.Body) > TierFit.Tight) return Skip.Unsuited;
        var retry = request.Policy.Snapshot.Retry;
        if (tier.State.RetryBudget.TryWithdraw(retry.BudgetPercent, retry.BudgetMinPerSecond)) return Skip.None;
        metrics.RetryBudgetExhausted(candidate.Tier.Snapshot.Name);
        return Skip.BudgetExhausted;
    }
}
