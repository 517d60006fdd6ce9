using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Reconcilers.Policies;

/// <summary>Brings a RoutingPolicy's status to what became of it. Serving it is the publisher's, on every replica.</summary>
public sealed class RoutingPolicyReconciler(ClusterCaches caches, Func<bool> mayWrite, PolicyObserver observer, Settling settling, StatusWriter status, TimeProvider time)
{
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellation)
    {
        if (!mayWrite()) return ReconcileResult.Done;
        var stored = caches.Policies.Find(key);
        if (stored is null) status.Forget(new ObjectRef(nameof(RoutingPolicy), key.Namespace, key.Name));
        else if (stored.Value is null) await status.WriteUnreadableAsync(OurResources.RoutingPolicies, stored, "Accepted", time.GetUtcNow(), cancellation);
        if (stored?.Value is not { Metadata.DeletionTimestamp: null } policy || !observer.Knows(policy)) return ReconcileResult.Done;
        var next = PolicyStatusPlan.Plan(observer.Observe(policy), time.GetUtcNow());
        await status.WriteAsync(OurResources.RoutingPolicies, policy, policy.Status, next, item => item.Conditions, ApiJsonContext.Default.RoutingPolicyStatus, cancellation);
        return settling.Left is { Ticks: > 0 } left ? ReconcileResult.After(left) : ReconcileResult.Done;
    }
}
