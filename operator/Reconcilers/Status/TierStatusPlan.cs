using System.Globalization;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Facts to a ModelTier's status; pure.</summary>
public static class TierStatusPlan
{
    private const string Starting = "Starting";

    public static ModelTierStatus Plan(TierFacts facts, DateTimeOffset now)
    {
        var tier = facts.Tier;
        var conditions = new ConditionSet(tier.Status?.Conditions, tier.Metadata.Generation, now);
        var (ready, finding) = Ready(facts);
        conditions.Set("Ready", ready, finding.Reason, WithNotes(finding.Message, facts.Notes.Where(note => note.Reason != TierReasons.RevisionNotPinned || ready == true || finding.Reason == Starting)));
        if (tier.Spec.External is null) Workload(conditions, facts);
        return new ModelTierStatus
        {
            ObservedGeneration = tier.Metadata.Generation,
            Conditions = conditions.ToList(),
            Replicas = facts.Deployment?.Replicas,
            ReadyReplicas = facts.Deployment?.Ready,
            Demand = facts.Gauges?.Demand,
            QueueDepth = facts.Gauges?.QueueDepth,
            TtftP95 = facts.Gauges?.TtftP95,
            Endpoint = tier.Spec.External?.BaseUrl ?? $"{tier.Metadata.Name}.{tier.Ref.Namespace}:8000",
            ResolvedRevision = facts.Revision?.Commit,
            ResolvedFrom = facts.Revision?.From,
            CostPerHour = Cost(tier, facts.Deployment),
        };
    }

    private static (bool? Ready, Finding Why) Ready(TierFacts facts)
    {
        if (facts.Tier.Metadata.DeletionTimestamp is not null) return (false, new Finding("Draining", "waits for open requests, then goes"));
        if (Blocked(facts) is { } blocked) return (false, blocked);
        if (facts.Tier.Spec.External is { } external) return (true, new Finding("External", $"requests go to {external.BaseUrl}"));
        if (facts.Deployment is not { } deployment) return (false, new Finding("Creating", "its Deployment is being made"));
        if (deployment.Ready > 0) return (true, new Finding("Serving", $"{deployment.Ready} of {deployment.Replicas} replicas are ready"));
        if (facts.Sleeping) return (true, new Finding("Sleeping", "no replica runs; the first request wakes the tier"));
        if (deployment.Replicas == 0) return (false, new Finding("ScaledToZero", "spec.replicas is 0: raise it to serve again"));
        return (false, Trouble(facts) ?? new Finding(Starting, $"0 of {deployment.Replicas} replicas are ready; a model can take minutes to load"));
    }

    private static void Workload(ConditionSet conditions, TierFacts facts)
    {
        if (facts.Deployment is { } deployment)
        {
            var enough = deployment.Available >= deployment.Replicas;
            conditions.Set("Available", enough || facts.Sleeping, enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable", $"{deployment.Available} of {deployment.Replicas} replicas are available");
        }

        Progress(conditions, facts);

        if (facts.Tier.Spec.Autoscaling is not null) Autoscaling(conditions, facts);
    }

    private static void Progress(ConditionSet conditions, TierFacts facts)
    {
        if (facts.Unmade && Blocked(facts) is { } blocked) conditions.Set("Progressing", false, blocked.Reason, blocked.Message);
        else if (facts.Deployment is not { } deployment) return;
        else if (deployment.Stuck is { } stuck) conditions.Set("Progressing", false, "ReplicasFailing", Trouble(facts)?.Message ?? stuck);
        else if (deployment.Rolled) conditions.Set("Progressing", true, "RolledOut", "every replica is of the current spec");
        else conditions.Set("Progressing", true, "RollingOut", $"{deployment.Updated} of {deployment.Replicas} replicas are of the current spec{Hint(facts)}");
    }

    private static void Autoscaling(ConditionSet conditions, TierFacts facts)
    {
        if (facts.Scaling is { } finding) conditions.Set("ScalingActive", false, finding.Reason, finding.Message);
        else if (facts.Sleeping) conditions.Set("ScalingActive", true, "Sleeping", "at 0 until a request is held");
        else if (facts.Tier.Spec.Autoscaling!.Source == ScalingSource.Direct) conditions.Set("ScalingActive", true, "Direct", "the operator sets the replicas");
        else if (facts.Autoscaler is { Active: { } active } autoscaler) conditions.Set("ScalingActive", active, autoscaler.Reason ?? "Unknown", autoscaler.Message ?? "");
        else conditions.Set("ScalingActive", null, "Waiting", "the autoscaler has not looked yet");
    }

    private static Finding? Blocked(TierFacts facts) =>
        facts.Blocking is [var first, ..] ? first with { Message = string.Join("; ", facts.Blocking.Select(finding => finding.Message)) } : null;

    private static Finding? Trouble(TierFacts facts) =>
        facts.Pods.Select(pod => pod.Trouble).FirstOrDefault(trouble => trouble is not null)
        ?? (facts.Deployment?.Stuck is { } stuck ? new Finding("ReplicasFailing", stuck) : null);

    private static string Hint(TierFacts facts) => Trouble(facts) is { } trouble ? $"; {trouble.Message}" : "";

    private static string WithNotes(string message, IEnumerable<Finding> notes) => string.Join(". ", [message, .. notes.Select(note => note.Message)]);

    private static string? Cost(ModelTier tier, DeploymentView? deployment) =>
        deployment is not null && tier.Spec.CostPerHour is { } cost && Decimals.TryParse(cost, out var perHour)
            ? (perHour * deployment.Ready).ToString("0.00##", CultureInfo.InvariantCulture)
            : null;
}
