using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Reads off the caches what a tier's status is made from.</summary>
public sealed class TierObserver(ClusterCaches caches)
{
    public TierFacts Observe(ModelTier tier)
    {
        var key = new ObjectKey(tier.Ref.Namespace, tier.Metadata.Name);
        var deployment = caches.Deployments.Find(key)?.Value;
        return new TierFacts
        {
            Tier = tier,
            Deployment = deployment is null ? null : DeploymentView.Of(deployment.Body),
            Sleeping = deployment is not null && SleepMark.Of(deployment.Body) == SleepMark.Asleep,
            Pods = Pods(key),
            Autoscaler = caches.Autoscalers.Find(key)?.Value is { } autoscaler ? AutoscalerView.Of(autoscaler.Body) : null,
        };
    }

    private IReadOnlyList<PodView> Pods(ObjectKey tier) =>
        [.. caches.Pods.Of(tier).Select(pod => pod.Value!.View).Where(pod => !pod.Terminating).OrderBy(pod => pod.Name, StringComparer.Ordinal)];
}
