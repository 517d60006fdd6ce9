using System.Text.Json;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>What a kubelet looks at.</summary>
internal static class PodReading
{
    public static bool IsEnding(JsonElement pod) => pod.Field("metadata").Text("deletionTimestamp") is not null;

    public static bool IsBound(JsonElement pod) => pod.Field("spec").Text("nodeName") is not null;

    public static bool IsReady(JsonElement pod) => pod.Field("status").Items("conditions").Any(item => item.Text("type") == "Ready" && item.Text("status") == "True");

    /// <summary>Whether a container waits for something.</summary>
    public static bool Waits(JsonElement pod) => pod.Field("status").Items("containerStatuses").Any(item => item.Field("state").Field("waiting") is not null);

    public static string Image(JsonElement pod) => Container(pod).Text("image")!;

    /// <param name="name">Of <c>name=value</c>.</param>
    public static string Argument(JsonElement pod, string name) =>
        Container(pod).Items("args").Select(item => item.GetString()!).First(item => item.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static JsonElement Container(JsonElement pod) => pod.Field("spec").Items("containers").First();
}
