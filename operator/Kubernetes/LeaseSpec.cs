using System.Text.Json.Serialization;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Who holds a Lease and since when, by the holder's clock.</summary>
public sealed record LeaseSpec
{
    /// <summary>"" or null: nobody.</summary>
    public string? HolderIdentity { get; init; }

    /// <summary>Seconds, ≥ 1.</summary>
    public int? LeaseDurationSeconds { get; init; }

    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? AcquireTime { get; init; }

    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>Raised by every change of holder.</summary>
    public int? LeaseTransitions { get; init; }
}
