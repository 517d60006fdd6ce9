using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Selection;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Walks the candidates of a request: the assigned tier, a failed canary's own stable, the fallbacks. Nothing is tried again after the first byte.</summary>
public sealed class Forwarder(SnapshotHolder snapshots, TierVisitor visitor, TierHold hold, TimeProvider time)
{
    public async ValueTask<ForwardOutcome> ForwardAsync(ForwardRequest request)
    {
        var progress = new ForwardProgress(request.Candidates[0]);
        for (var i = 0; i < request.Candidates.Count; i++)
        {
            var candidate = i == 0 ? request.Candidates[0] : AsItIsNow(request.Candidates[i]);
            if (request.Http.RequestAborted.IsCancellationRequested) return progress.Ended(candidate, AttemptResult.Gone);
            if (MustSkip(request, candidate, progress) is var skip and not Skip.None)
            {
                if (skip != Skip.NoEndpoints || await HoldAsync(request, candidate, i, progress) is not { } awake)
                {
                    progress.Skipped(candidate, skip);
                    continue;
                }

                candidate = candidate with { Tier = awake };
            }

            var result = await visitor.VisitAsync(request, candidate, progress);
            if (result is not null && result.End != AttemptEnd.Failed) return progress.Ended(candidate, result);
            if (result?.Failure.EndsAll() == true) break;
            if (request.Body.Body.Length >= LongWork.Bytes) await Task.Yield();
        }

        return progress.Exhausted(PromptParams.Of(request.Body.Dialect));
    }

    // The tier before may have taken minutes, in which pods are replaced and addresses are given to others.
    private Candidate AsItIsNow(Candidate candidate) =>
        candidate with { Tier = snapshots.Current.Find(candidate.Tier.State) ?? candidate.Tier with { Endpoints = [] } };

    private async ValueTask<RuntimeTier?> HoldAsync(ForwardRequest request, Candidate candidate, int place, ForwardProgress progress)
    {
        if (!IsWorthWaiting(request, candidate, place, progress)) return null;
        var since = time.GetTimestamp();
        var awake = await hold.WaitAsync(candidate.Tier, request.Body.Body.Length, request.Http.RequestAborted);
        request.Held += time.GetElapsedTime(since);
        if (candidate.Role == CandidateRole.Assigned) progress.WasHeld = awake is not null;
        return awake;
    }

    // The tier that was chosen is worth waking before any other is asked; another one where nobody who is awake can answer. What waiting does not wake is waited for last of all.
    private bool IsWorthWaiting(ForwardRequest request, Candidate candidate, int place, ForwardProgress progress)
    {
        var rest = request.Candidates.Skip(place + 1).Select(AsItIsNow).ToArray();
        var sleeps = candidate.Tier.Snapshot.Absence == TierAbsence.Asleep;
        if (candidate.Role == CandidateRole.Assigned)
            return sleeps || !rest.Any(other => MustSkip(request, other, progress) == Skip.None || (Suits(request, other, progress) && other.Tier.Snapshot is { Managed: true, Absence: TierAbsence.Asleep }));
        return sleeps && Suits(request, candidate, progress) && !rest.Any(other => MustSkip(request, other, progress) == Skip.None);
    }

    private static Skip MustSkip(ForwardRequest request, Candidate candidate, ForwardProgress progress)
    {
        if (candidate.Tier.Endpoints.Length == 0) return Skip.NoEndpoints;
        return Suits(request, candidate, progress) ? Skip.None : Skip.Unsuited;
    }

    // Selection has looked at the tier that was chosen.
    private static bool Suits(ForwardRequest request, Candidate candidate, ForwardProgress progress) =>
        candidate.Role == CandidateRole.Assigned || (progress.NeedsMoreThan(candidate) && candidate.Tier.FitOf(request.Body) <= TierFit.Tight);
}
