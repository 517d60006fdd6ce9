using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Schemas;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Brings the cluster to what a ModelTier says, and the ModelTier's status to what the cluster says. Looks at levels, never at events.</summary>
public sealed class ModelTierReconciler(
    ClusterCaches caches, Func<bool> mayWrite, TierDeletion deletion, TierPreparation preparation, TierWriter writer, TierObserver observer,
    Func<ObjectRef, Verdict> verdict, TierReports reports, SchemaGuard schemas, StatusWriter status, TimeProvider time)
{
    /// <summary>What only a person can mend is looked at again now and then, since nobody tells us when it was.</summary>
    private static readonly TimeSpan Hopeful = TimeSpan.FromMinutes(1);

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellation)
    {
        if (!mayWrite()) return ReconcileResult.Done;
        var stored = caches.Tiers.Find(key);
        if (stored is null) Forget(key);
        else if (stored.Value is null) await status.WriteUnreadableAsync(OurResources.ModelTiers, stored, "Ready", time.GetUtcNow(), cancellation);
        if (stored?.Value is not { } tier) return ReconcileResult.Done;
        if (tier.Metadata.DeletionTimestamp is not null)
        {
            await WriteStatusAsync(tier, observer.Observe(tier), cancellation);
            return await deletion.FinishAsync(tier, cancellation);
        }

        if (!verdict(tier.Ref).IsOf(tier)) return ReconcileResult.Done;
        if (!TierDeletion.IsHeld(tier)) await deletion.HoldAsync(tier, cancellation);
        var (blocking, notes, revision) = await MakeAsync(tier, cancellation);
        var (gauges, again) = reports.Gauges(tier);
        var facts = observer.Observe(tier) with { Blocking = blocking, Notes = schemas.Of(nameof(ModelTier)) is { } old ? [.. notes, old] : notes, Gauges = gauges, Scaling = reports.Scaling(tier), Revision = revision };
        await WriteStatusAsync(tier, facts, cancellation);
        return blocking.Count > 0 ? ReconcileResult.After(Hopeful) : again is { } delay ? ReconcileResult.After(delay) : ReconcileResult.Done;
    }

    private void Forget(ObjectKey key)
    {
        status.Forget(new ObjectRef(nameof(ModelTier), key.Namespace, key.Name));
        reports.Forget(key.ToString());
        preparation.Forget(key);
    }

    /// <summary>An invalid spec changes nothing: what serves goes on serving.</summary>
    private async Task<(IReadOnlyList<Finding> Blocking, IReadOnlyList<Finding> Notes, TierRevision? Revision)> MakeAsync(ModelTier tier, CancellationToken cancellation)
    {
        var judged = verdict(tier.Ref).Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(Words).ToList();
        if (judged.Count > 0) return (judged, [], TierRevision.Of(tier.Status));
        if (tier.Spec.Vllm is null) return (await writer.RemoveAllAsync(tier, cancellation), [], null);
        var (inputs, inTheWay, unpinned) = await preparation.PrepareAsync(tier, cancellation);
        var built = TierBuilder.Build(inputs);
        if (built.Problems.Count > 0) return ([.. built.Problems.Select(Words)], [], inputs.Revision);
        var (blocking, notes) = await writer.WriteAsync(tier, built, cancellation);
        return ([.. inTheWay, .. blocking], [.. notes, .. built.Notes.Select(Words), .. unpinned], inputs.Revision);
    }

    private Task<bool> WriteStatusAsync(ModelTier tier, TierFacts facts, CancellationToken cancellation) => status.WriteAsync(
        OurResources.ModelTiers, tier, tier.Status, TierStatusPlan.Plan(facts, time.GetUtcNow()), item => item.Conditions, ApiJsonContext.Default.ModelTierStatus, cancellation);

    private static Finding Words(ObjectProblem problem) => new(problem.Reason, (problem.Path.Length == 0 ? problem.Message : $"{problem.Path} {problem.Message}") + Hint(problem));

    // Secrets are followed by label, so one without it is as good as missing; whoever sees it there would search long.
    private static string Hint(ObjectProblem problem) => problem.Reason == ProblemReasons.RefNotFound && problem.Message.Contains(" Secret ", StringComparison.Ordinal)
        ? $" (a Secret without the label {ApiNames.SecretLabel}: {ApiNames.UpstreamCredentialSecret} is not read)"
        : "";

    private static Finding Words(TierProblem problem) => new(problem.Reason, problem.ToString());
}
