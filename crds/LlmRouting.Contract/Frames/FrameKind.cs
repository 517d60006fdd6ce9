using System.Text.Json.Serialization;

namespace LlmRouting.Contract.Frames;

/// <summary>What a frame carries; the value of its <c>kind</c>.</summary>
public enum FrameKind
{
    [JsonStringEnumMemberName("hello")]
    Hello,

    [JsonStringEnumMemberName("config")]
    Config,

    [JsonStringEnumMemberName("endpoints")]
    Endpoints,

    [JsonStringEnumMemberName("splits")]
    Splits,

    [JsonStringEnumMemberName("load")]
    Load,

    [JsonStringEnumMemberName("keys")]
    Keys,

    [JsonStringEnumMemberName("credentials")]
    Credentials,

    [JsonStringEnumMemberName("draining")]
    Draining,

    [JsonStringEnumMemberName("replicas")]
    Replicas,

    [JsonStringEnumMemberName("heartbeat")]
    Heartbeat,
}
