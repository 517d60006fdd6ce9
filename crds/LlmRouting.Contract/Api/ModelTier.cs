namespace LlmRouting.Contract.Api;

/// <summary>How a model is served, what it can do and what it costs.</summary>
public sealed record ModelTier : ApiObject
{
    public required ModelTierSpec Spec { get; init; }

    /// <summary>Written by the operator; in a folder it is ignored.</summary>
    public ModelTierStatus? Status { get; init; }
}
