using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Facts to a RoutingPolicy's status; pure.</summary>
public static class PolicyStatusPlan
{
    private static readonly string[] ReferenceReasons = [ProblemReasons.RefNotFound, ProblemReasons.RefNotUsable];

    public static RoutingPolicyStatus Plan(PolicyFacts facts, DateTimeOffset now)
    {
        var policy = facts.Policy;
        var errors = facts.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToArray();
        var conditions = new ConditionSet(policy.Status?.Conditions, policy.Metadata.Generation, now);
        Accepted(conditions, facts, [.. errors.Where(error => !IsReference(error))]);
        References(conditions, [.. errors.Where(IsReference)]);
        Programmed(conditions, facts, errors.FirstOrDefault()?.Reason);
        Classifier(conditions, policy);
        return new RoutingPolicyStatus
        {
            ObservedGeneration = policy.Metadata.Generation,
            Conditions = conditions.ToList(),
            Revision = facts.Revision,
            Gateways = Kept(facts) is null ? new GatewayCounts { Ready = facts.Connected, Programmed = facts.Programmed } : policy.Status!.Gateways,
        };
    }

    private static bool IsReference(ObjectProblem problem) => ReferenceReasons.Contains(problem.Reason);

    private static void Accepted(ConditionSet conditions, PolicyFacts facts, ObjectProblem[] errors)
    {
        if (facts.Binding is { } binding) conditions.Set("Accepted", false, binding.Reason, binding.Message + Older(facts));
        else if (errors.Length > 0) conditions.Set("Accepted", false, errors[0].Reason, Sentences(errors) + Older(facts));
        else conditions.Set("Accepted", true, "Accepted", Notes(facts) ?? "the policy is in order");
    }

    private static void References(ConditionSet conditions, ObjectProblem[] errors)
    {
        if (errors.Length == 0) conditions.Set("ResolvedRefs", true, "ResolvedRefs", "every tier it names can be used");
        else conditions.Set("ResolvedRefs", false, errors[0].Reason, Sentences(errors));
    }

    /// <param name="error">Reason of the first error; null where there is none.</param>
    private static void Programmed(ConditionSet conditions, PolicyFacts facts, string? error)
    {
        if (facts.Refusals.Count > 0) conditions.Set("Programmed", false, "RefusedByGateway", string.Join("; ", facts.Refusals));
        else if ((facts.Binding?.Reason ?? error) is { } reason) conditions.Set("Programmed", false, reason, $"nothing new is sent to data planes while there are problems{Older(facts)}");
        else if (Kept(facts) is { } kept) conditions.Set("Programmed", true, kept.Reason, kept.Message);
        else if (facts.Connected == 0) conditions.Set("Programmed", false, "NoGateway", $"no data plane of gateway {GatewayDefinition.NameOf(facts.Policy)} is connected");
        else if (facts.Programmed < facts.Connected) conditions.Set("Programmed", false, "Pending", $"{facts.Programmed} of {facts.Connected} data planes serve it");
        else conditions.Set("Programmed", true, "Programmed", facts.Connected == 1 ? "the data plane serves it" : $"all {facts.Connected} data planes serve it");
    }

    /// <summary>What was said of this very configuration and is not yet said again; null where there is no such thing.</summary>
    private static Condition? Kept(PolicyFacts facts)
    {
        if (!facts.IsSettling || facts.Policy.Status is not { } before || before.Revision != facts.Revision) return null;
        if (before.Gateways is { } counts && facts.Connected >= counts.Ready && facts.Programmed >= facts.Connected) return null;
        return before.Conditions?.FirstOrDefault(condition => condition is { Type: "Programmed", Status: "True" } && condition.ObservedGeneration == facts.Policy.Metadata.Generation);
    }

    // Heuristics are compiled with the policy; kinds that fetch or ask something first have more to say.
    private static void Classifier(ConditionSet conditions, RoutingPolicy policy)
    {
        var name = policy.Spec.ActiveClassifier ?? policy.Spec.Classifiers?.FirstOrDefault()?.Name;
        if (name is null) conditions.Set("ClassifierReady", true, "NoClassifier", "routes need no labels");
        else conditions.Set("ClassifierReady", true, "Ready", $"{name} decides");
    }

    private static string Older(PolicyFacts facts) => facts.ServesOlder ? "; the last good version is served on" : "";

    private static string? Notes(PolicyFacts facts)
    {
        var notes = facts.Problems.Where(problem => problem.Severity == ProblemSeverity.Note && problem.Reason != ProblemReasons.OtherGateway).ToArray();
        string[] words = [.. facts.Notes.Select(note => note.Message), .. notes.Length == 0 ? [] : new[] { Sentences(notes) }];
        return words.Length == 0 ? null : string.Join("; ", words);
    }

    private static string Sentences(IEnumerable<ObjectProblem> problems) =>
        string.Join("; ", problems.Select(problem => problem.Path.Length == 0 ? problem.Message : $"{problem.Path}: {problem.Message}"));
}
