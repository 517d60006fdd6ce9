using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>autoscaling/v1 Scale.</summary>
internal static class ScaleDecoder
{
    public static Scale Decode(JsonElement answer)
    {
        var status = answer.Member("status");
        return new Scale(
            answer.Member("spec")?.Number("replicas") ?? 0,
            status?.Number("replicas") ?? 0,
            status?.Text("selector"),
            answer.Member("metadata")?.Text("resourceVersion"));
    }
}
