using System.Text.Json;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Observing;

/// <summary>A pod's status in words a person can act on.</summary>
internal static class PodTrouble
{
    public static Finding? Of(JsonElement? status) => Scheduling(status) ?? Containers(status);

    private static Finding? Scheduling(JsonElement? status)
    {
        var condition = status.Items("conditions").FirstOrDefault(item => item.Text("type") == "PodScheduled" && item.Text("status") == "False");
        return condition.ValueKind == JsonValueKind.Undefined ? null
            : new Finding("Unschedulable", $"no node takes the pod: {condition.Text("message") ?? condition.Text("reason")}. Check the GPU class's node selector, tolerations and free GPUs.");
    }

    private static Finding? Containers(JsonElement? status)
    {
        foreach (var container in status.Items("initContainerStatuses").Concat(status.Items("containerStatuses")))
        {
            var state = container.Field("state");
            if (state.Field("waiting") is { } waiting && Waiting(waiting, container) is { } finding) return finding;
            if (state.Field("terminated") is { } ended && ended.Number("exitCode") is not (null or 0)) return Ended(ended);
        }

        return null;
    }

    private static Finding? Waiting(JsonElement waiting, JsonElement container) => waiting.Text("reason") switch
    {
        "ImagePullBackOff" or "ErrImagePull" or "InvalidImageName" or "ErrImageNeverPull" =>
            new Finding("ImagePullFailed", $"cannot pull {container.Text("image")}: {waiting.Text("message")}. Check spec.vllm.version, spec.vllm.image and imagePullSecrets."),
        "CreateContainerConfigError" => new Finding("ContainerConfigError", $"the container cannot be made: {waiting.Text("message")}"),
        "CrashLoopBackOff" => new Finding("CrashLooping", $"vLLM ends again and again{Last(container)}; see: kubectl logs -c vllm, with --previous"),
        "RunContainerError" or "CreateContainerError" => new Finding("ContainerError", $"the container cannot start: {waiting.Text("message")}"),
        _ => null,
    };

    private static Finding Ended(JsonElement ended) =>
        new("CrashLooping", $"vLLM ended with exit code {ended.Number("exitCode")} ({ended.Text("reason")}); see: kubectl logs -c vllm, with --previous");

    private static string Last(JsonElement container) =>
        container.Field("lastState").Field("terminated") is { } ended ? $" (last exit code {ended.Number("exitCode")}, {ended.Text("reason")})" : "";
}
