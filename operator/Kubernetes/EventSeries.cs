using System.Text.Json.Serialization;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>How often an Event was seen.</summary>
public sealed record EventSeries
{
    /// <summary>≥ 2.</summary>
    public required int Count { get; init; }

    [JsonConverter(typeof(MicroTimeConverter))]
    public required DateTimeOffset LastObservedTime { get; init; }
}
