using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Reconcilers.Rollouts;

/// <summary>Brings a CanaryRollout's status to what traffic is split by.</summary>
public sealed class CanaryRolloutReconciler(ClusterCaches caches, Func<bool> mayWrite, RolloutObserver observer, ObservedShare share, StatusWriter status, TimeProvider time)
{
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellation)
    {
        if (!mayWrite()) return ReconcileResult.Done;
        var stored = caches.Rollouts.Find(key);
        if (stored is null) status.Forget(new ObjectRef(nameof(CanaryRollout), key.Namespace, key.Name));
        else if (stored.Value is null) await status.WriteUnreadableAsync(OurResources.CanaryRollouts, stored, "Progressing", time.GetUtcNow(), cancellation);
        if (stored?.Value is not { Metadata.DeletionTimestamp: null } rollout || !observer.Knows(rollout)) return ReconcileResult.Done;
        var facts = observer.Observe(rollout);
        var (shown, again) = share.Show(rollout, facts.Split);
        var next = RolloutStatusPlan.Plan(facts with { ObservedShare = shown }, time.GetUtcNow());
        await status.WriteAsync(OurResources.CanaryRollouts, rollout, rollout.Status, next, item => item.Conditions, ApiJsonContext.Default.CanaryRolloutStatus, cancellation);
        return again is { } delay ? ReconcileResult.After(delay) : ReconcileResult.Done;
    }
}
