using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Reconcilers.Rollouts;

/// <summary>Brings a CanaryRollout's status to what traffic is split by.</summary>
public sealed class CanaryRolloutReconciler(ClusterCaches caches, Func<bool> mayWrite, RolloutObserver observer, StatusWriter status, TimeProvider time)
{
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellation)
    {
        if (!mayWrite() || caches.Rollouts.Find(key)?.Value is not { Metadata.DeletionTimestamp: null } rollout || !observer.Knows(rollout)) return ReconcileResult.Done;
        var next = RolloutStatusPlan.Plan(observer.Observe(rollout), time.GetUtcNow());
        await status.WriteAsync(OurResources.CanaryRollouts, rollout, rollout.Status, next, item => item.Conditions, ApiJsonContext.Default.CanaryRolloutStatus, cancellation);
        return ReconcileResult.Done;
    }
}
