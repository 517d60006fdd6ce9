using System.Text.Json;

namespace LlmRouting.Operator.Reconcilers.Observing;

/// <summary>What we read of a Deployment.</summary>
/// <param name="Rolled">All replicas are of the current template and none of an older one is left; by counters and generation, since Available says nothing about it.</param>
/// <param name="Stuck">Why it does not go on, in the deployment controller's words; null where it does.</param>
public sealed record DeploymentView(int Replicas, int Updated, int Ready, int Available, bool Rolled, string? Stuck)
{
    public static DeploymentView Of(JsonElement deployment)
    {
        var spec = deployment.GetProperty("spec");
        var status = deployment.Field("status");
        var replicas = spec.Number("replicas") ?? 1;
        var updated = status.Number("updatedReplicas") ?? 0;
        var total = status.Number("replicas") ?? 0;
        var seen = (status.Number("observedGeneration") ?? 0) >= (deployment.Field("metadata").Number("generation") ?? 0);
        return new DeploymentView(
            replicas, updated, status.Number("readyReplicas") ?? 0, status.Number("availableReplicas") ?? 0,
            seen && updated >= replicas && total == updated, StuckReason(status));
    }

    private static string? StuckReason(JsonElement? status)
    {
        foreach (var condition in status.Items("conditions"))
        {
            var type = condition.Text("type");
            var value = condition.Text("status");
            if (type == "ReplicaFailure" && value == "True") return condition.Text("message");
            if (type == "Progressing" && value == "False") return condition.Text("message");
        }

        return null;
    }
}
