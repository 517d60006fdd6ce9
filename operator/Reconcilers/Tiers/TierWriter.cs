using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Makes a tier's objects what the builders say, in their order. What the API server refuses is reported, and the rest goes on.</summary>
public sealed class TierWriter(KubernetesClient client, ClusterCaches caches, Applier applier, ReplicaWriter replicas)
{
    /// <summary>On a Deployment whose making was begun and not ended: its replicas are not the scaler's yet.</summary>
    private const string Beginning = ApiNames.Group + "/beginning";

    /// <summary>Objects that go when they are no longer wanted. Model files are not among them: they are dear, and go with the tier.</summary>
    private static readonly ApiResource[] Removable =
    [
        OurResources.ScaledObjects, ApiResources.HorizontalPodAutoscalers, OurResources.PodMonitors,
        ApiResources.PodDisruptionBudgets, ApiResources.Deployments, ApiResources.Services,
    ];

    public async Task WriteAsync(ModelTier tier, TierObjects objects, WriteReport report, CancellationToken cancellation)
    {
        foreach (var gone in objects.Absent) await report.TryAsync(Resource(gone), gone.Name, () => RemoveAsync(tier, Resource(gone), cancellation));
        foreach (var manifest in objects.Manifests)
        {
            var written = await report.TryAsync(Resource(manifest), manifest.Name, () => WriteAsync(tier, manifest, report, cancellation));
            // What is made once, pods are made with: their key.
            if (!written && manifest.Mode == ManifestMode.CreateOnce) break;
        }

        report.Note(objects.Manifests.SelectMany(manifest => applier.Yielded(Wanted(manifest))).Select(words => new Finding("FieldOwnedByOther", words)));
    }

    /// <summary>A tier that runs nothing here any more.</summary>
    public async Task RemoveAllAsync(ModelTier tier, WriteReport report, CancellationToken cancellation)
    {
        foreach (var resource in Removable) await report.TryAsync(resource, tier.Metadata.Name, () => RemoveAsync(tier, resource, cancellation));
    }

    private async Task WriteAsync(ModelTier tier, Manifest manifest, WriteReport report, CancellationToken cancellation)
    {
        var wanted = Wanted(manifest);
        if (manifest.Mode == ManifestMode.CreateOnce)
        {
            await client.CreateAsync(wanted.Resource, wanted.Namespace, wanted.Body, cancellation, Applier.Manager);
            return;
        }

        // Our label may have been taken off it; made anew it would get the replicas of a beginning, whatever it has been scaled to.
        var observed = caches.ChildrenOf(wanted.Resource)?.Find(new ObjectKey(manifest.Namespace, manifest.Name))?.Value ?? await FindAsync(wanted, cancellation);
        if (observed is not null && !OwnedBy(tier, observed) && !IsOurs(tier, observed)) report.Block(Taken(wanted));
        else if (wanted.Resource == ApiResources.Deployments) await DeploymentAsync(tier, wanted, observed, report, cancellation);
        else await applier.EnsureAsync(wanted, observed?.Body, cancellation);
    }

    private async Task DeploymentAsync(ModelTier tier, AppliedObject wanted, ChildObject? observed, WriteReport report, CancellationToken cancellation)
    {
        if (observed is null) await BeginAsync(tier, wanted, ReplicaPlan.First(tier.Spec), cancellation);
        else await GoOnAsync(tier, wanted, observed, cancellation);
        report.Made = true;
    }

    /// <summary>
    /// A first apply without replicas starts one pod whatever is wanted, and one with them would own what belongs to the scaler.
    /// So where one is wanted: without, the scaler's; otherwise: with, the scaler's, without.
    /// </summary>
    private async Task BeginAsync(ModelTier tier, AppliedObject wanted, int first, CancellationToken cancellation)
    {
        await applier.EnsureAsync(first == 1 ? wanted : wanted with { Body = First(wanted.Body, first) }, null, cancellation);
        await replicas.SetAsync(tier, first, null, cancellation);
        if (first != 1) await applier.EnsureAsync(wanted, null, cancellation);
    }

    private async Task GoOnAsync(ModelTier tier, AppliedObject wanted, ChildObject observed, CancellationToken cancellation)
    {
        if (ReplicaPlan.Change(tier.Spec, observed.Body) is { } number)
        {
            await replicas.SetAsync(tier, number, null, cancellation);
        }
        else if (Annotation(observed, Beginning) is not null)
        {
            var metadata = observed.Body.Field("metadata");
            await replicas.SetAsync(tier, observed.Body.Field("spec").Number("replicas") ?? 1, SleepMark.Of(observed.Body), cancellation, metadata.Text("resourceVersion"));
        }

        await applier.EnsureAsync(wanted, observed.Body, cancellation);
    }

    private static JsonObject First(JsonObject body, int replicas)
    {
        var first = body.DeepClone().AsObject();
        first["spec"]!["replicas"] = replicas;
        if (first["metadata"]!["annotations"] is not JsonObject annotations) first["metadata"]!["annotations"] = annotations = [];
        annotations[Beginning] = "true";
        return first;
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

    /// <summary>A label anybody may set, and a stamp is copied along; what we applied once, and was orphaned, restored, or left by an earlier tier of this name, is ours to take up again.</summary>
    private static bool IsOurs(ModelTier tier, ChildObject child) => Annotation(child, Applier.Stamp) is not null && child.Body.Field("metadata").Items("ownerReferences")
        .All(owner => JsonReading.Text(owner, "kind") == nameof(ModelTier) && JsonReading.Text(owner, "name") == tier.Metadata.Name);

    private static string? Annotation(ChildObject child, string name) => child.Body.Field("metadata").Field("annotations").Text(name);

    private static Finding Taken(AppliedObject wanted) =>
        new("NameTaken", $"{wanted.Resource.Kind} {wanted.Name} is there and is not the tier's: delete it, or give the tier another name");

    private static AppliedObject Wanted(Manifest manifest) => new(Resource(manifest), manifest.Namespace, manifest.Name, manifest.Body);

    private static ApiResource Resource(Manifest manifest) => new(manifest.Group, manifest.Version, manifest.Plural, manifest.Kind);
}
