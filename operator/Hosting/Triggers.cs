using System.Collections.Concurrent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Schemas;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Runtime.Leases;

namespace LlmRouting.Operator.Hosting;

/// <summary>What is to be looked at when something changed. One too many costs a look; one too few is a bug.</summary>
internal sealed class Triggers(ClusterCaches caches, Queues queues, SnapshotPublisher publisher, AcknowledgementBook book, HeldRequestsBook held, Election election, SchemaGuard schemas)
{
    private readonly ConcurrentDictionary<ObjectKey, string> sleeping = new();

    public void Connect()
    {
        Kind(caches.Tiers, queues.Tiers.Add);
        caches.Tiers.Changed += queues.Scaling.Add;
        caches.Deployments.Changed += queues.Scaling.Add;
        Kind(caches.Policies, queues.Policies.Add);
        Kind(caches.Rollouts, queues.Rollouts.Add);
        caches.Secrets.Changed += SecretChanged;
        caches.EndpointSlices.Changed += _ => publisher.Signal();
        foreach (var children in new[] { caches.Services, caches.Autoscalers, caches.DisruptionBudgets, caches.Claims, caches.PodMonitors.Store, caches.ScaledObjects.Store }) Children(children);
        Children(caches.Deployments);
        caches.Deployments.Changed += SleepChanged;
        caches.Pods.Changed += PodChanged;
        caches.PodMonitors.Installed += All;
        caches.ScaledObjects.Installed += All;
        publisher.Changed += Judged;
        publisher.Published += sent => { if (sent) Rollouts(); };
        book.Changed += Acknowledged;
        held.Changed += tiers => { foreach (var tier in tiers) queues.Scaling.Add(ObjectKey.Parse(tier)); };
        election.Changed += All;
        election.Changed += publisher.Signal;
        schemas.Changed += All;
        caches.NamespacesChanged += publisher.Signal;
    }

    /// <summary>A new leader trusts nobody's work but its own look.</summary>
    private void All()
    {
        foreach (var tier in caches.Tiers.All)
        {
            queues.Tiers.Add(tier.Key);
            queues.Scaling.Add(tier.Key);
        }

        foreach (var policy in caches.Policies.All) queues.Policies.Add(policy.Key);
        Rollouts();
    }

    private void Kind<T>(ObjectStore<T> store, Action<ObjectKey> queue)
        where T : class => store.Changed += key =>
    {
        publisher.Signal();
        queue(key);
    };

    /// <summary>A child is called as its tier, but for some whose label says it while they are there.</summary>
    private void Children(ObjectStore<ChildObject> store) => store.Changed += key =>
    {
        queues.Tiers.Add(key);
        if (store.Find(key)?.Value?.Tier is { } tier && tier != key.Name) queues.Tiers.Add(key with { Name = tier });
    };

    private void SecretChanged(ObjectKey key)
    {
        publisher.Signal();
        foreach (var tier in caches.Tiers.All.Where(tier => tier.Key.Namespace == key.Namespace && ApiNames.VllmKeyOf(tier.Key.Name) == key.Name)) queues.Tiers.Add(tier.Key);
    }

    private void PodChanged(ObjectKey key)
    {
        if (caches.Pods.Find(key)?.Value?.Tier is { } tier) queues.Tiers.Add(key with { Name = tier });
    }

    private void SleepChanged(ObjectKey key)
    {
        var mark = caches.Deployments.Find(key)?.Value is { } deployment ? SleepMark.Of(deployment.Body) ?? "" : "";
        var before = sleeping.GetValueOrDefault(key, "");
        if (mark == before) return;
        sleeping[key] = mark;
        publisher.Signal();
    }

    private void Judged(IReadOnlyList<ObjectRef> objects)
    {
        foreach (var item in objects)
        {
            var key = new ObjectKey(item.Namespace, item.Name);
            if (item.Kind == nameof(ModelTier)) queues.Tiers.Add(key);
            else if (item.Kind == nameof(RoutingPolicy)) queues.Policies.Add(key);
            else if (item.Kind == nameof(CanaryRollout)) queues.Rollouts.Add(key);
        }
    }

    /// <summary>Of policies that name the gateway, and those that it serves on although they name another.</summary>
    private void Acknowledged(string gateway)
    {
        var verdicts = publisher.Verdicts;
        foreach (var policy in caches.Policies.All.Where(policy => policy.Value is { } readable && (GatewayDefinition.NameOf(readable) == gateway || verdicts.Find(readable.Ref).Serving?.Gateway == gateway)))
            queues.Policies.Add(policy.Key);
    }

    private void Rollouts()
    {
        foreach (var rollout in caches.Rollouts.All) queues.Rollouts.Add(rollout.Key);
    }
}
