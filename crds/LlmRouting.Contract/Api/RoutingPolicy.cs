namespace LlmRouting.Contract.Api;

/// <summary>How requests are classified and which tier serves which.</summary>
public sealed record RoutingPolicy : ApiObject
{
    public required RoutingPolicySpec Spec { get; init; }

    /// <summary>Written by the operator; in a folder it is ignored.</summary>
    public RoutingPolicyStatus? Status { get; init; }
}
