using System.Collections.Concurrent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Runtime.Queueing;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Scaling;

/// <summary>Sets the replicas that are ours to set: 0 and the way there and back, and all of them with source Direct. Everything else is the autoscaler's.</summary>
/// <param name="isDrained">By tier key: whether no data plane has a request open to it.</param>
/// <param name="underRollout">By tier key.</param>
public sealed class ScalingReconciler(
    ClusterCaches caches, TierLoads loads, ReplicaWriter writer, Func<string, bool> isDrained, Func<string, bool> underRollout, TimeProvider time, ILogger<ScalingReconciler> logger)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    private readonly long start = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, long> drainedSince = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReplicaHistory> histories = new(StringComparer.Ordinal);

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellation)
    {
        var tierKey = $"{key.Namespace}/{key.Name}";
        if (caches.Tiers.Find(key)?.Value is not { Spec.Vllm: not null, Metadata.DeletionTimestamp: null } tier
            || caches.Deployments.Find(key) is not { Value: { } deployment } stored || loads.Find(tierKey) is not { } load) return Forget(tierKey);
        var mark = SleepMark.Of(deployment.Body);
        var isDirect = tier.Spec.Autoscaling?.Source == ScalingSource.Direct;
        // A tier with replicas of its own is the tier reconciler's, mark and all.
        if (tier.Spec.Autoscaling is null || (mark is null && !isDirect && !SleepPlan.MaySleep(tier.Spec))) return Forget(tierKey);
        var replicas = deployment.Body.Field("spec").Number("replicas") ?? 1;
        var step = SleepPlan.Next(new SleepFacts(tier.Spec, replicas, mark, load, underRollout(tierKey), IsDrained(tierKey, mark)));
        if (step is null && isDirect && mark is null && replicas > 0) step = Direct(tierKey, tier, load, replicas);
        if (step is not null) await WriteAsync(tier, replicas, step, stored.ResourceVersion, cancellation);
        return ReconcileResult.After(mark == SleepMark.Draining || step is not null ? Soon : Later);
    }

    private async Task WriteAsync(ModelTier tier, int replicas, SleepStep step, string version, CancellationToken cancellation)
    {
        await writer.SetAsync(tier, step.Replicas, step.Mark, cancellation, version);
        logger.Scaled(tier.Ref.Key, replicas, step.Replicas, step.Why);
    }

    private SleepStep? Direct(string key, ModelTier tier, TierLoad load, int replicas)
    {
        var (wanted, history) = DirectScaling.Next(tier.Spec, load, replicas, histories.GetValueOrDefault(key), time.GetElapsedTime(start));
        histories[key] = history;
        return wanted == replicas ? null : new SleepStep(wanted, null, FormattableString.Invariant($"demand is {load.Demand.Known}"));
    }

    private bool IsDrained(string key, string? mark)
    {
        if (mark != SleepMark.Draining || !isDrained(key))
        {
            drainedSince.TryRemove(key, out _);
            return false;
        }

        return time.GetElapsedTime(drainedSince.GetOrAdd(key, _ => time.GetTimestamp())) >= Settling.Patience;
    }

    private ReconcileResult Forget(string key)
    {
        drainedSince.TryRemove(key, out _);
        histories.TryRemove(key, out _);
        return ReconcileResult.Done;
    }
}
