namespace LlmRouting.Contract.Api;

/// <summary>The GPUs of one replica.</summary>
public sealed record GpuSpec
{
    /// <summary>A class of the operator's configuration: node selector, tolerations, resource name.</summary>
    public required string Class { get; init; }

    /// <summary>1..64; default 1.</summary>
    public int? Count { get; init; }

    /// <summary>Whether replicas may run on nodes that can be taken away; default false.</summary>
    public bool? Spot { get; init; }
}
