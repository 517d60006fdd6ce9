using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What has happened to one request so far.</summary>
public sealed class ForwardProgress
{
    private Candidate last;
    private AttemptResult? lastResult;
    private Skip lastSkip;
    private FailureKind? assignedFailure;

    /// <summary>Requests sent upstream.</summary>
    public int Attempts { get; set; }

    /// <summary>It waited for its tier to wake, so it is evidence for neither side of a canary.</summary>
    public bool WasHeld { get; set; }

    /// <summary>A prompt that overflowed a context only fits a larger one.</summary>
    public bool NeedsMoreThan(in Candidate candidate) =>
        lastResult?.Failure != FailureKind.ContextExceeded || candidate.Tier.Snapshot.ContextTokens is not { } room || room > (last.Tier.Snapshot.ContextTokens ?? 0);

    public void Skipped(in Candidate candidate, Skip skip)
    {
        if (skip == Skip.Unsuited && (lastResult is not null || lastSkip != Skip.None)) return;
        if (lastResult is null) last = candidate;
        lastSkip = skip;
    }

    public void Failed(in Candidate candidate, AttemptResult result)
    {
        last = candidate;
        lastResult = result;
        lastSkip = Skip.None;
        if (candidate.Role == CandidateRole.Assigned) assignedFailure = result.Failure;
    }

    public ForwardOutcome Ended(in Candidate candidate, AttemptResult result)
    {
        var isAssigned = candidate.Role == CandidateRole.Assigned;
        FailureKind? observed = !isAssigned ? assignedFailure : result.End == AttemptEnd.ClientGone ? null : result.Failure;
        return new ForwardOutcome { Candidate = candidate, Last = result, Attempts = Attempts, AssignedFailure = WasHeld ? null : observed };
    }

    /// <summary>The last failure an upstream answered with says more than a tier that was never asked; only an exhausted budget outranks it.</summary>
    public ForwardOutcome Exhausted(string promptParam) => new()
    {
        Candidate = last,
        Last = lastResult ?? AttemptResult.Fail(FailureKind.Unavailable),
        Attempts = Attempts,
        AssignedFailure = WasHeld ? null : assignedFailure,
        Refusal = lastResult is null || lastSkip == Skip.BudgetExhausted
            ? lastSkip.ToRefusal(last.Name, last.Tier.State.Breaker.RetryAfter)
            : lastResult.Failure.ToRefusal(last.Name, promptParam, lastResult.RetryAfter),
    };
}
