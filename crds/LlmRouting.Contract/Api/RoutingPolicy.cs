namespace LlmRouting.Contract.Api;

/// <summary>How requests are classified and which tier serves which.</summary>
public sealed record RoutingPolicy : ApiObject
{
    public required RoutingPolicySpec Spec { get; init; }
}
