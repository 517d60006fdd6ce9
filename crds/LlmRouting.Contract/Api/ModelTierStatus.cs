namespace LlmRouting.Contract.Api;

public sealed record ModelTierStatus
{
    public long? ObservedGeneration { get; init; }

    /// <summary>Ready, Available, Progressing, ScalingActive.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Replicas wanted by whoever scales.</summary>
    public int? Replicas { get; init; }
    public int? ReadyReplicas { get; init; }

    /// <summary>Running + waiting + held requests; bucketed, at most once a minute.</summary>
    public int? Demand { get; init; }

    /// <summary>Waiting + held requests; bucketed, at most once a minute.</summary>
    public int? QueueDepth { get; init; }

    /// <summary>Where the data plane's requests go: the Service's host and port, or the external base URL.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The commit that a moving revision meant when the tier was made.</summary>
    public string? ResolvedRevision { get; init; }

    /// <summary>What <see cref="ResolvedRevision"/> was looked up for: owner/name@main.</summary>
    public string? ResolvedFrom { get; init; }

    /// <summary>costPerHour × ready replicas, US dollars.</summary>
    public string? CostPerHour { get; init; }

    /// <summary>Time to first token that 95 % of requests keep to; bucketed, at most once a minute.</summary>
    public string? TtftP95 { get; init; }
}
