namespace LlmRouting.Contract.Api;

/// <summary>Moves a share of a tier's traffic to its canary.</summary>
public sealed record CanaryRollout : ApiObject
{
    public required CanaryRolloutSpec Spec { get; init; }

    /// <summary>Written by the operator; in a folder it is ignored.</summary>
    public CanaryRolloutStatus? Status { get; init; }
}
