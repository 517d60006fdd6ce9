namespace LlmRouting.Contract.Api;

/// <summary>How a model is served, what it can do and what it costs.</summary>
public sealed record ModelTier : ApiObject
{
    public required ModelTierSpec Spec { get; init; }
}
