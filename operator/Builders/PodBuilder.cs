using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>The pod template, with the tier's laid over ours.</summary>
internal static class PodBuilder
{
    /// <summary>A pod reads its key once; another key means another pod.</summary>
    private const string KeyAnnotation = ApiNames.Group + "/key-hash";

    public static JsonObject Build(TierPlan plan) => Json.Of(("metadata", Metadata(plan)), ("spec", Spec(plan)));

    private static JsonObject Metadata(TierPlan plan)
    {
        var labels = TierNames.Labels(plan.Tier);
        foreach (var (key, value) in plan.Spec.PodTemplate?.Metadata?.Labels ?? new Dictionary<string, string>()) labels[key] = value;
        var annotations = new Dictionary<string, string>(plan.Spec.PodTemplate?.Metadata?.Annotations ?? new Dictionary<string, string>());
        annotations[KeyAnnotation] = plan.Key.Hash;
        return Json.Of(("labels", Json.Map(labels)), ("annotations", Json.Map(annotations)));
    }

    /// <summary>Service links would turn a Service called vllm into VLLM_PORT, which vLLM reads and fails on.</summary>
    private static JsonObject Spec(TierPlan plan) => Json.Of(
        ("automountServiceAccountToken", false),
        ("enableServiceLinks", false),
        ("terminationGracePeriodSeconds", TierDefaults.EndpointGrace + TierDefaults.TotalSeconds(plan.Spec) + TierDefaults.ExitGrace),
        ("serviceAccountName", plan.Overlay?.ServiceAccountName),
        ("priorityClassName", plan.Overlay?.PriorityClassName),
        ("runtimeClassName", plan.Overlay?.RuntimeClassName),
        ("schedulerName", plan.Overlay?.SchedulerName),
        ("imagePullSecrets", Json.Some((plan.Overlay?.ImagePullSecrets ?? []).Select(secret => Json.Of(("name", secret.Name))))),
        ("nodeSelector", PlacementBuilder.NodeSelector(plan)),
        ("tolerations", PlacementBuilder.Tolerations(plan)),
        ("affinity", PlacementBuilder.Affinity(plan)),
        ("topologySpreadConstraints", PlacementBuilder.TopologySpread(plan)),
        ("securityContext", SecurityBuilder.Pod(plan.Options)),
        ("containers", Json.List(ContainerBuilder.Build(plan))),
        ("volumes", VolumeBuilder.Volumes(plan)));
}
