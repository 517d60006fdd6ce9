namespace LlmRouting.Contract.Api;

/// <summary>One signal, at most one of each type.</summary>
public sealed record ScalingMetricSpec
{
    public required ScalingMetricType Type { get; init; }

    /// <summary>Requests a replica is meant to have; with QueueDepth and Demand.</summary>
    public int? PerReplica { get; init; }

    /// <summary>"0.01".."1" of the KV cache; with KvCache.</summary>
    public string? Utilization { get; init; }
}
