using System.Text.Json;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Observing;

/// <summary>What we read of a vLLM pod.</summary>
/// <param name="Ips">Of every family that it has: its EndpointSlices list those of one.</param>
/// <param name="Trouble">Why it does not serve, where the kubelet or the scheduler says so.</param>
/// <param name="Started">Whether vLLM runs and has come through its startup probe: a pod that has started and is not ready was ready, or is about to be.</param>
public sealed record PodView(string Name, bool Ready, bool Terminating, IReadOnlyList<string> Ips, Finding? Trouble, bool Started = false)
{
    public static PodView Of(JsonElement pod)
    {
        var metadata = pod.Field("metadata");
        var status = pod.Field("status");
        var ready = status.Items("conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");
        return new PodView(
            metadata.Text("name") ?? "", ready, metadata.Text("deletionTimestamp") is not null, [.. status.Items("podIPs").Select(ip => JsonReading.Text(ip, "ip")).OfType<string>()], ready ? null : PodTrouble.Of(status), HasStarted(status));
    }

    private static bool HasStarted(JsonElement? status) => status.Items("containerStatuses")
        .Any(container => container.Text("name") == PodTemplateRules.Container && container.Field("started") is { ValueKind: JsonValueKind.True });
}
