namespace LlmRouting.Contract.Api;

public sealed record RoutingPolicyStatus
{
    public long? ObservedGeneration { get; init; }

    /// <summary>Accepted, ResolvedRefs, Programmed, ClassifierReady.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Of the snapshot the policy was last compiled into for its gateway.</summary>
    public string? Revision { get; init; }
    public GatewayCounts? Gateways { get; init; }
}
