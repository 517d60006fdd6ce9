using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Facts to the status of a CanaryRollout with a manual weight; pure.</summary>
public static class RolloutStatusPlan
{
    public static CanaryRolloutStatus Plan(RolloutFacts facts, DateTimeOffset now)
    {
        var rollout = facts.Rollout;
        var why = Why(facts);
        var conditions = new ConditionSet(rollout.Status?.Conditions, rollout.Metadata.Generation, now);
        conditions.Set("Progressing", facts.Split is not null && why is null, why?.Reason ?? "ManualWeight", string.Join(". ", [why?.Message ?? $"{facts.Split!.Weight} % of the requests go to {rollout.Spec.Tier.CanaryRef.Name}", .. facts.Notes.Select(note => note.Message)]));
        if (facts.Split is not null) conditions.Set("Healthy", facts.CanaryReady, facts.CanaryReady ? "CanaryReady" : "NoReadyEndpoint", facts.CanaryReady ? "the canary has endpoints that are ready" : NoEndpoint(facts).Message);
        return new CanaryRolloutStatus
        {
            ObservedGeneration = rollout.Metadata.Generation,
            Phase = facts.Problems.Any(problem => problem.Reason == ProblemReasons.Completed) ? RolloutPhase.Completed : RolloutPhase.Progressing,
            Attempt = rollout.Spec.Attempt ?? 1,
            Epoch = facts.Split?.Epoch,
            EffectiveWeight = facts.Split?.Weight ?? 0,
            ObservedShare = facts.ObservedShare,
            Reason = why?.Message,
            Conditions = conditions.ToList(),
        };
    }

    /// <summary>Why the weight is not the spec's; null where it is.</summary>
    private static Finding? Why(RolloutFacts facts)
    {
        if (facts.Problems.Where(IsGrave).FirstOrDefault() is { } problem) return new Finding(problem.Reason, $"{problem.Path}: {problem.Message}");
        if (facts.Split is null) return new Finding("NotServed", "no gateway serves its policy");
        return facts.CanaryReady || facts.Rollout.Spec.Weight == 0
            ? null
            : NoEndpoint(facts);
    }

    private static Finding NoEndpoint(RolloutFacts facts) =>
        new("NoReadyEndpoint", $"ModelTier {facts.Rollout.Spec.Tier.CanaryRef.Name} has no endpoint that is ready: the weight is 0 until it has");

    private static bool IsGrave(ObjectProblem problem) =>
        problem.Severity == ProblemSeverity.Error || problem.Reason is ProblemReasons.Completed or ProblemReasons.Superseded or ProblemReasons.RefNotUsable;
}
