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
    public Task SetAsync(ModelTier tier, int replicas, string? sleep, CancellationToken cancellation, string? version = null)
    {
        var body = ReplicasBuilder.Build(tier, replicas).Body;
        if (version is not null) body["metadata"]!["resourceVersion"] = version;
        if (sleep is not null) body["metadata"]!["annotations"] = new JsonObject { [SleepMark.Annotation] = sleep };
        return client.ApplyAsync(ApiResources.Deployments, tier.Ref.Namespace, tier.Metadata.Name, body, FieldManagers.Scaler, force: true, cancellation);
    }
}
