using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>A tier that is deleted first gets no new requests, then ends the open ones, then goes; owner references collect the rest.</summary>
/// <param name="settling">Data planes that a new leader has not heard of may have requests open.</param>
public sealed class TierDeletion(KubernetesClient client, TierDrain drain, Settling settling, TimeProvider time)
{
    public const string Finalizer = ApiNames.Group + "/drain";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>What a data plane may take to hear of it and to answer, beyond the longest request.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    public static bool IsHeld(StoredObject<ModelTier> tier) => tier.Finalizers.Contains(Finalizer);

    /// <summary>Keeps the tier until it is drained. The list is patched under its own version, so that no other finalizer is lost.</summary>
    public Task HoldAsync(StoredObject<ModelTier> tier, CancellationToken cancellation) =>
        PatchAsync(tier, [.. tier.Finalizers, Finalizer], cancellation);

    /// <summary>Also of a tier that cannot be read.</summary>
    public async Task<ReconcileResult> FinishAsync(StoredObject<ModelTier> tier, CancellationToken cancellation)
    {
        if (!IsHeld(tier)) return ReconcileResult.Done;
        var waited = time.GetUtcNow() - tier.DeletionTimestamp!.Value;
        if (!IsDone(tier.Key.ToString()) && waited < Longest(tier.Value)) return ReconcileResult.After(Look);
        await PatchAsync(tier, [.. tier.Finalizers.Where(name => name != Finalizer)], cancellation);
        return ReconcileResult.Done;
    }

    private bool IsDone(string tier) => drain.IsDone(tier) && (settling.Left <= TimeSpan.Zero || !drain.IsServed(tier));

    /// <summary>After so long nothing can be open any more, whatever data planes say or do not say.</summary>
    private static TimeSpan Longest(ModelTier? tier) =>
        (tier?.Spec.Timeouts?.Total is { } total && GoDuration.TryParse(total, out var longest) ? longest : new TimeoutsSnapshot().Total) + Margin;

    private Task PatchAsync(StoredObject<ModelTier> tier, IReadOnlyList<string> finalizers, CancellationToken cancellation)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = tier.ResourceVersion,
                ["finalizers"] = new JsonArray([.. finalizers.Select(name => (JsonNode)name)]),
            },
        };
        return client.MergePatchAsync(OurResources.ModelTiers, tier.Key.Namespace, tier.Key.Name, patch, cancellation, Applying.Applier.Manager);
    }
}
