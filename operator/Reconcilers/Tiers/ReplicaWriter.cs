using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Sets a Deployment's replicas as a manager of its own, so that no apply of the rest can drop pods that somebody scaled up.</summary>
public sealed class ReplicaWriter(KubernetesClient client)
{
    /// <param name="sleep">One of <see cref="SleepMark"/>'s words; null: awake.</param>
    /// <param name="version">resourceVersion the decision was made upon; another one there is a conflict. Null: whatever is there.</param>
    public async Task SetAsync(ModelTier tier, int replicas, string? sleep, CancellationToken cancellation, string? version = null)
    {
        var body = ReplicasBuilder.Build(tier, replicas).Body;
        if (version is not null) body["metadata"]!["resourceVersion"] = version;
        if (sleep is not null) body["metadata"]!["annotations"] = new JsonObject { [SleepMark.Annotation] = sleep };
        var now = await client.ApplyAsync(ApiResources.Deployments, tier.Ref.Namespace, tier.Metadata.Name, body, FieldManagers.Scaler, force: true, cancellation);
        if (sleep is null && now["metadata"]?["annotations"]?[SleepMark.Annotation] is not null) await WakeAsync(tier, now["metadata"]!["resourceVersion"]!, cancellation);
    }

    /// <summary>An apply takes off only what its manager alone has; a mark that came by <c>kubectl rollout undo</c> or out of a backup is another's.</summary>
    private Task WakeAsync(ModelTier tier, JsonNode version, CancellationToken cancellation)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.DeepClone(), ["annotations"] = new JsonObject { [SleepMark.Annotation] = null } };
        return client.MergePatchAsync(ApiResources.Deployments, tier.Ref.Namespace, tier.Metadata.Name, new JsonObject { ["metadata"] = metadata }, cancellation, FieldManagers.Scaler);
    }
}
