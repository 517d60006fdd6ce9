using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
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

    /// <returns>What could not be done until somebody acts.</returns>
    public async Task<IReadOnlyList<Finding>> WriteAsync(ModelTier tier, TierObjects objects, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var gone in objects.Absent) await TryAsync(Resource(gone), gone.Name, () => RemoveAsync(tier, Resource(gone), cancellation), findings);
        foreach (var manifest in objects.Manifests) await TryAsync(Resource(manifest), manifest.Name, () => WriteAsync(tier, manifest, findings, cancellation), findings);
        return findings;
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
        var resource = Resource(manifest);
        var wanted = new AppliedObject(resource, manifest.Namespace, manifest.Name, manifest.Body);
        var observed = caches.ChildrenOf(resource)?.Find(new ObjectKey(manifest.Namespace, manifest.Name))?.Value;
        if (observed is null && await IsForeignAsync(tier, wanted, cancellation)) findings.Add(Taken(wanted));
        else if (manifest.Mode == ManifestMode.CreateOnce) await CreateOnceAsync(wanted, cancellation);
        else if (resource == ApiResources.Deployments) await DeploymentAsync(tier, wanted, observed, cancellation);
        else await applier.EnsureAsync(wanted, observed?.Body, cancellation);
        findings.AddRange(applier.Yielded(wanted).Select(words => new Finding("FieldOwnedByOther", words)));
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

    private async Task CreateOnceAsync(AppliedObject wanted, CancellationToken cancellation)
    {
        try
        {
            await client.CreateAsync(wanted.Resource, wanted.Namespace, wanted.Body, cancellation, Applier.Manager);
        }
        catch (KubernetesException fault) when (fault.IsAlreadyExists)
        {
            // Another replica was faster, or our cache is behind; there is one, and that is what is wanted.
        }
    }

    /// <summary>Whether an object of that name is there that no tier of this identity owns: to apply over it would take somebody's workload.</summary>
    private async Task<bool> IsForeignAsync(ModelTier tier, AppliedObject wanted, CancellationToken cancellation)
    {
        var found = await client.FindAsync(wanted.Resource, wanted.Namespace, wanted.Name, cancellation);
        return found is not null && !Owners(found).Any(owner => owner?["uid"]?.GetValue<string>() == tier.Metadata.Uid);
    }

    private async Task RemoveAsync(ModelTier tier, ApiResource resource, CancellationToken cancellation)
    {
        var stored = caches.ChildrenOf(resource)?.Find(new ObjectKey(tier.Ref.Namespace, tier.Metadata.Name));
        if (stored?.Value is not { } child || !OwnedBy(tier, child)) return;
        await client.DeleteAsync(resource, tier.Ref.Namespace, tier.Metadata.Name, new DeleteOptions(Uid: stored.Uid), cancellation);
    }

    private static bool OwnedBy(ModelTier tier, ChildObject child) =>
        JsonObject.Create(child.Body) is { } body && Owners(body).Any(owner => owner?["uid"]?.GetValue<string>() == tier.Metadata.Uid);

    private static IEnumerable<JsonNode?> Owners(JsonObject item) => item["metadata"]?["ownerReferences"] as JsonArray ?? [];

    private static async Task TryAsync(ApiResource resource, string name, Func<Task> write, List<Finding> findings)
    {
        try
        {
            await write();
        }
        catch (KubernetesException fault) when (WriteFault.IsLasting(fault))
        {
            findings.Add(WriteFault.Of(resource, name, fault));
        }
    }

    private static Finding Taken(AppliedObject wanted) =>
        new("NameTaken", $"{wanted.Resource.Kind} {wanted.Name} is there and is not the tier's: delete it, or give the tier another name");

    private static ApiResource Resource(Manifest manifest) => new(manifest.Group, manifest.Version, manifest.Plural, manifest.Kind);
}
