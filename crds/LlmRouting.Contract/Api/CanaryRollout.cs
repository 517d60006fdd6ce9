namespace LlmRouting.Contract.Api;

/// <summary>Moves a share of a tier's traffic to its canary.</summary>
public sealed record CanaryRollout : ApiObject
{
    public required CanaryRolloutSpec Spec { get; init; }
}
