namespace LlmRouting.Contract.Api;

public sealed record ClassifierFailureSpec
{
    /// <summary>Tier name in the policy that serves when the classifier fails or is late (S0.6).</summary>
    public required string Tier { get; init; }
}
