using System.Runtime.ExceptionServices;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Kubernetes;
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

    private readonly FaultWords words = new(time);

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellation)
    {
        if (!mayWrite()) return ReconcileResult.Done;
        var stored = caches.Tiers.Find(key);
        if (stored is null) Forget(key);
        else if (stored is { Value: null, DeletionTimestamp: null }) await status.WriteUnreadableAsync(OurResources.ModelTiers, stored, "Ready", time.GetUtcNow(), cancellation);
        if (stored?.DeletionTimestamp is not null)
        {
            if (stored.Value is { } going) await WriteStatusAsync(going, observer.Observe(going), cancellation);
            return await deletion.FinishAsync(stored, cancellation);
        }

        if (stored?.Value is not { } tier || !verdict(tier.Ref).IsOf(tier)) return ReconcileResult.Done;
        var report = new WriteReport(caches, tier, words);
        if (!TierDeletion.IsHeld(stored)) await report.TryAsync(OurResources.ModelTiers, key.Name, () => deletion.HoldAsync(stored, cancellation));
        var revision = await MakeAsync(tier, report, cancellation);
        var (gauges, again) = reports.Gauges(tier);
        if (schemas.Of(nameof(ModelTier)) is { } old) report.Note(old);
        var facts = observer.Observe(tier) with { Blocking = report.Blocking, Unmade = !report.Made, Notes = report.Notes, Gauges = gauges, Scaling = reports.Scaling(tier), Revision = revision };
        await WriteStatusAsync(tier, facts, cancellation);
        if (report.Again is { } fault) ExceptionDispatchInfo.Throw(fault);
        return report.Blocking.Count > 0 || report.HasRefusals ? ReconcileResult.After(Hopeful) : again is { } delay ? ReconcileResult.After(delay) : ReconcileResult.Done;
    }

    private void Forget(ObjectKey key)
    {
        var tier = new ObjectRef(nameof(ModelTier), key.Namespace, key.Name);
        status.Forget(tier);
        words.Forget(tier);
        reports.Forget(key.ToString());
        preparation.Forget(key);
    }

    /// <summary>An invalid spec changes nothing: what serves goes on serving.</summary>
    private async Task<TierRevision?> MakeAsync(ModelTier tier, WriteReport report, CancellationToken cancellation)
    {
        Finding[] judged = [.. verdict(tier.Ref).Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(Words)];
        report.Block(judged);
        report.Note(verdict(tier.Ref).Problems.Where(problem => problem.Reason == ProblemReasons.CapabilityNotServed).Select(Words));
        if (judged.Length > 0) return TierRevision.Of(tier.Status);
        if (tier.Spec.Vllm is null)
        {
            await writer.RemoveAllAsync(tier, report, cancellation);
            return null;
        }

        TierInputs? inputs = null;
        await report.TryAsync(ApiResources.Secrets, ApiNames.VllmKeyOf(tier.Metadata.Name), async () => inputs = await preparation.PrepareAsync(tier, report, cancellation));
        if (inputs is null) return TierRevision.Of(tier.Status);
        var built = TierBuilder.Build(inputs);
        report.Block(built.Problems.Select(Words));
        report.Note(built.Notes.Select(Words));
        if (built.Problems.Count == 0) await writer.WriteAsync(tier, built, report, cancellation);
        return inputs.Revision;
    }

    private Task<bool> WriteStatusAsync(ModelTier tier, TierFacts facts, CancellationToken cancellation) => status.WriteAsync(
        OurResources.ModelTiers, tier, tier.Status, TierStatusPlan.Plan(facts, time.GetUtcNow()), item => item.Conditions, ApiJsonContext.Default.ModelTierStatus, cancellation);

    private static Finding Words(ObjectProblem problem) => new(problem.Reason, problem.Path.Length == 0 ? problem.Message : $"{problem.Path}: {problem.Message}");

    private static Finding Words(TierProblem problem) => new(problem.Reason, problem.ToString());
}
