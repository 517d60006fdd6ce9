using System.Text.Json;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Makes a tier's objects what the builders say, in their order. What the API server refuses for good is a finding, and the rest goes on.</summary>
public sealed class TierWriter(KubernetesClient client, ClusterCaches caches, Applier applier, ReplicaWriter replicas)
{
    /// <summary>Objects that go when they are no longer wanted. Model files are not among them: they are dear, and go with the tier.</summary>
    private static readonly ApiResource[] Removable =
    [
        OurResources.ScaledObjects, ApiResources.HorizontalPodAutoscalers, OurResources.PodMonitors,
        ApiResources.PodDisruptionBudgets, ApiResources.Deployments, ApiResources.Services,
    ];

    /// <returns>What could not be done until somebody acts, and what a person should know although it was done.</returns>
    public async Task<(IReadOnlyList<Finding> Blocking, IReadOnlyList<Finding> Notes)> WriteAsync(ModelTier tier, TierObjects objects, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var gone in objects.Absent) await TryAsync(Resource(gone), gone.Name, () => RemoveAsync(tier, Resource(gone), cancellation), findings);
        foreach (var manifest in objects.Manifests)
        {
            var written = await TryAsync(Resource(manifest), manifest.Name, () => WriteAsync(tier, manifest, findings, cancellation), findings);
            // What is made once, pods are made with: their key.
            if (!written && manifest.Mode == ManifestMode.CreateOnce) break;
        }

        return (findings, [.. objects.Manifests.SelectMany(manifest => applier.Yielded(Wanted(manifest))).Select(words => new Finding("FieldOwnedByOther", words))]);
    }

    /// <summary>A tier that runs nothing here any more.</summary>
    public async Task<IReadOnlyList<Finding>> RemoveAllAsync(ModelTier tier, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var resource in Removable) await TryAsync(resource, tier.Metadata.Name, () => RemoveAsync(tier, resource, cancellation), findings);
        return findings;
    }

    private async Task WriteAsync(ModelTier tier, Manifest manifest, List<Finding> findings, CancellationToken cancellation)
    {
        var wanted = Wanted(manifest);
        if (manifest.Mode == ManifestMode.CreateOnce)
        {
            await client.CreateAsync(wanted.Resource, wanted.Namespace, wanted.Body, cancellation, Applier.Manager);
            return;
        }

        var resource = wanted.Resource;
        var cached = caches.ChildrenOf(resource)?.Find(new ObjectKey(manifest.Namespace, manifest.Name))?.Value;
        // Our label may have been taken off it; made anew it would get the replicas of a beginning, whatever it has been scaled to.
        var observed = cached ?? await FindAsync(wanted, cancellation);
        if (cached is null && observed is not null && !OwnedBy(tier, observed)) findings.Add(Taken(wanted));
        else if (resource == ApiResources.Deployments) await DeploymentAsync(tier, wanted, observed, cancellation);
        else await applier.EnsureAsync(wanted, observed?.Body, cancellation);
    }

    /// <summary>A first apply without replicas would start one pod whatever is wanted, and one with them would own what belongs to the scaler. So: with, the scaler's, without.</summary>
    private async Task DeploymentAsync(ModelTier tier, AppliedObject wanted, ChildObject? observed, CancellationToken cancellation)
    {
        if (observed is null)
        {
            var first = wanted.Body.DeepClone().AsObject();
            first["spec"]!["replicas"] = ReplicaPlan.First(tier.Spec);
            await applier.EnsureAsync(wanted with { Body = first }, null, cancellation);
            await replicas.SetAsync(tier, ReplicaPlan.First(tier.Spec), null, cancellation);
        }
        else if (ReplicaPlan.Change(tier.Spec, observed.Body) is { } number)
        {
            await replicas.SetAsync(tier, number, null, cancellation);
        }

        await applier.EnsureAsync(wanted, observed?.Body, cancellation);
    }

    /// <summary>As it is, with or without our label.</summary>
    private async Task<ChildObject?> FindAsync(AppliedObject wanted, CancellationToken cancellation) =>
        await client.FindAsync(wanted.Resource, wanted.Namespace, wanted.Name, cancellation) is { } found ? ChildObject.Of(JsonSerializer.SerializeToElement(found)) : null;

    private async Task RemoveAsync(ModelTier tier, ApiResource resource, CancellationToken cancellation)
    {
        var stored = caches.ChildrenOf(resource)?.Find(new ObjectKey(tier.Ref.Namespace, tier.Metadata.Name));
        if (stored?.Value is not { } child || !OwnedBy(tier, child)) return;
        await client.DeleteAsync(resource, tier.Ref.Namespace, tier.Metadata.Name, new DeleteOptions(Uid: stored.Uid), cancellation);
    }

    private static bool OwnedBy(ModelTier tier, ChildObject child) =>
        child.Body.Field("metadata").Items("ownerReferences").Any(owner => JsonReading.Text(owner, "uid") == tier.Metadata.Uid);

    private static async Task<bool> TryAsync(ApiResource resource, string name, Func<Task> write, List<Finding> findings)
    {
        try
        {
            await write();
            return true;
        }
        catch (KubernetesException fault) when (WriteFault.IsLasting(fault))
        {
            findings.Add(WriteFault.Of(resource, name, fault));
            return false;
        }
    }

    private static Finding Taken(AppliedObject wanted) =>
        new("NameTaken", $"{wanted.Resource.Kind} {wanted.Name} is there and is not the tier's: delete it, or give the tier another name");

    private static AppliedObject Wanted(Manifest manifest) => new(Resource(manifest), manifest.Namespace, manifest.Name, manifest.Body);

    private static ApiResource Resource(Manifest manifest) => new(manifest.Group, manifest.Version, manifest.Plural, manifest.Kind);
}
