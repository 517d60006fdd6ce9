using System.Text.Json.Serialization;

namespace LlmRouting.Contract.Api;

/// <summary>A meta/v1 Condition.</summary>
public sealed record Condition
{
    public required string Type { get; init; }

    /// <summary>True, False or Unknown.</summary>
    public required string Status { get; init; }

    /// <summary>One CamelCase word.</summary>
    public required string Reason { get; init; }

    /// <summary>What a person reads and acts on.</summary>
    public required string Message { get; init; }

    /// <summary>When <see cref="Status"/> last changed; whole seconds.</summary>
    [JsonConverter(typeof(WholeSecondsConverter))]
    public required DateTimeOffset LastTransitionTime { get; init; }

    public long? ObservedGeneration { get; init; }
}
