using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Selection;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Walks the candidates of a request: the assigned tier, a failed canary's own stable, the fallbacks. Nothing is tried again after the first byte.</summary>
public sealed class Forwarder(TierVisitor visitor, TierHold hold, TimeProvider time)
{
    public async ValueTask<ForwardOutcome> ForwardAsync(ForwardRequest request)
    {
        var progress = new ForwardProgress(request.Candidates[0]);
        for (var i = 0; i < request.Candidates.Count; i++)
        {
            var candidate = request.Candidates[i];
            if (request.Http.RequestAborted.IsCancellationRequested) return progress.Ended(candidate, AttemptResult.Gone);
            if (MustSkip(request, candidate, progress) is var skip and not Skip.None)
            {
                if (skip != Skip.NoEndpoints || await HoldAsync(request, i, progress) is not { } awake)
                {
                    progress.Skipped(candidate, skip);
                    continue;
                }

                candidate = candidate with { Tier = awake };
            }

            var result = await visitor.VisitAsync(request, candidate, progress);
            if (result is not null && result.End != AttemptEnd.Failed) return progress.Ended(candidate, result);
            if (result?.Failure == FailureKind.Stopping) break;
            if (request.Body.Body.Length >= LongWork.Bytes) await Task.Yield();
        }

        return progress.Exhausted(PromptParams.Of(request.Body.Dialect));
    }

    // Only the tier that was chosen is worth waiting for; one that waiting does not wake, only where nobody else can answer.
    private async ValueTask<RuntimeTier?> HoldAsync(ForwardRequest request, int place, ForwardProgress progress)
    {
        var candidate = request.Candidates[place];
        if (candidate.Role != CandidateRole.Assigned) return null;
        if (candidate.Tier.Snapshot.Absence != TierAbsence.Asleep && request.Candidates.Skip(place + 1).Any(other => MustSkip(request, other, progress) == Skip.None)) return null;
        var since = time.GetTimestamp();
        var awake = await hold.WaitAsync(candidate.Tier, request.Body.Body.Length, request.Http.RequestAborted);
        request.Held = time.GetElapsedTime(since);
        progress.WasHeld = awake is not null;
        return awake;
    }

    private static Skip MustSkip(ForwardRequest request, Candidate candidate, ForwardProgress progress)
    {
        if (candidate.Tier.Endpoints.Length == 0) return Skip.NoEndpoints;
        if (candidate.Role == CandidateRole.Assigned) return Skip.None;
        return !progress.NeedsMoreThan(candidate) || candidate.Tier.FitOf(request.Body) > TierFit.Tight ? Skip.Unsuited : Skip.None;
    }
}
