namespace LlmRouting.Contract.Api;

/// <summary>Set only where the client set none (S0.10).</summary>
public sealed record RequestDefaultsSpec
{
    /// <summary>"0".."2".</summary>
    public string? Temperature { get; init; }

    public int? MaxTokens { get; init; }
}
