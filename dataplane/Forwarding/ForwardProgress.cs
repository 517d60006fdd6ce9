using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What has happened to one request so far.</summary>
public sealed class ForwardProgress(Candidate assigned)
{
    private Candidate last = assigned;
    private AttemptResult? lastResult;
    private Skip lastSkip;
    private CanaryObservation observed;
    private List<LostAttempt>? lost;

    /// <summary>Requests sent upstream.</summary>
    public int Attempts { get; set; }

    /// <summary>It waited for its tier to wake, so it is evidence for neither side of a canary.</summary>
    public bool WasHeld { get; set; }

    private IReadOnlyList<LostAttempt> Lost => lost is null ? [] : lost;

    private CanaryObservation Observed => WasHeld ? CanaryObservation.None : observed;

    /// <summary>A prompt that overflowed a context only fits a larger one.</summary>
    public bool NeedsMoreThan(Candidate candidate) =>
        lastResult?.Failure != FailureKind.ContextExceeded || candidate.Tier.Snapshot.ContextTokens is not { } room || room > (last.Tier.Snapshot.ContextTokens ?? 0);

    public void Skipped(Candidate candidate, Skip skip)
    {
        if (skip == Skip.Unsuited && (lastResult is not null || lastSkip != Skip.None)) return;
        if (lastResult is null) last = candidate;
        lastSkip = skip;
    }

    /// <summary>A fallback's refusal says less than why it was asked.</summary>
    public void Failed(Candidate candidate, AttemptResult result)
    {
        if (result.Failure == FailureKind.Refused && (lastResult is not null || lastSkip != Skip.None)) return;
        Lose();
        last = candidate;
        lastResult = result;
        lastSkip = Skip.None;
        if (candidate.Role == CandidateRole.Assigned) observed = CanaryObservations.Of(candidate, result);
    }

    public ForwardOutcome Ended(Candidate candidate, AttemptResult result)
    {
        if (candidate.Role == CandidateRole.Assigned) observed = CanaryObservations.Of(candidate, result);
        Lose();
        return new ForwardOutcome { Candidate = candidate, Last = result, Lost = Lost, Attempts = Attempts, Observed = Observed };
    }

    // The last failure so far is not the last word.
    private void Lose()
    {
        if (lastResult is { Usage: { TotalTokens: > 0 } usage }) (lost ??= []).Add(new LostAttempt(last.Tier.Snapshot, usage));
    }

    /// <summary>The last failure an upstream answered with says more than a tier that was never asked; only an exhausted budget outranks it.</summary>
    public ForwardOutcome Exhausted(string promptParam) => new()
    {
        Candidate = last,
        Last = lastResult ?? AttemptResult.Fail(FailureKind.Unavailable),
        Lost = Lost,
        Attempts = Attempts,
        Observed = Observed,
        Refusal = lastResult is null || lastSkip == Skip.BudgetExhausted
            ? lastSkip.ToRefusal(last.Name, last.Tier.State.Breaker.RetryAfter)
            : lastResult.Failure.ToRefusal(last.Name, promptParam, lastResult.RetryAfter),
    };
}
