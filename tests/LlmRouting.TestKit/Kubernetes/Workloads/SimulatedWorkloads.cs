using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Controllers;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>A deployment controller, a kubelet and an endpoint controller, as small as they can be: there are no ReplicaSets.</summary>
public sealed class SimulatedWorkloads
{
    private readonly ObjectDatabase database;
    private readonly ResourceRegistry registry;
    private readonly PairIndex podsByOwner = new(static p => (p.Metadata["ownerReferences"] as JsonArray ?? []).Select(o => (string?)o!["uid"] ?? ""));
    private readonly PairIndex podsByLabel = new(static p => PairIndex.Labels(p.Labels));
    private readonly PairIndex servicesBySelector = new(static s => PairIndex.Labels(s.Json["spec"]?["selector"] as JsonObject));
    private readonly DeploymentLoop deployments;
    private readonly PodLoop pods;
    private readonly EndpointLoop endpoints;

    internal SimulatedWorkloads(
        ObjectDatabase database, ResourceRegistry registry, ServerWriter writer, ObjectDeleter deleter, TimeProvider time, WorkloadOptions options)
    {
        this.database = database;
        this.registry = registry;
        deployments = new DeploymentLoop(database, registry, writer, deleter, podsByOwner);
        pods = new PodLoop(database, writer, deleter, time, options);
        endpoints = new EndpointLoop(database, registry, writer, options, podsByLabel, servicesBySelector);
    }

    /// <summary>Turns a Pod Ready or not, as its probe would.</summary>
    public void SetReady(string ns, string pod, bool ready)
    {
        var found = database.Table(registry.Named("pods")).Find(new ObjectKey(ns, pod)) ?? throw new ArgumentException($"no Pod {ns}/{pod}");
        pods.SetReady(found, ready);
    }

    internal void React(Change change)
    {
        Index(change);
        switch (change.Object.Type.Kind)
        {
            case "Deployment": deployments.Reconcile(change.Object.Key); break;
            case "Pod":
                if (change.Type != ChangeType.Deleted) pods.Reconcile(change.Object);
                deployments.ReconcileOwner(change.Object);
                endpoints.ReconcileFor(change.Object);
                break;
            case "Service": endpoints.Reconcile(change.Object.Key); break;
            default: break;
        }
    }

    private void Index(Change change)
    {
        if (change.Object.Type.Kind == "Pod") podsByOwner.Follow(change);
        if (change.Object.Type.Kind == "Pod") podsByLabel.Follow(change);
        if (change.Object.Type.Kind == "Service") servicesBySelector.Follow(change);
    }

    /// <summary>What was stored before the simulation began.</summary>
    internal void CatchUp()
    {
        foreach (var (plural, group) in new[] { ("deployments", "apps"), ("pods", ""), ("services", "") })
            foreach (var item in database.Table(registry.Named(plural, group)).Objects.Values) React(new Change(ChangeType.Added, item, null, System.Collections.Immutable.ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty));
    }
}
