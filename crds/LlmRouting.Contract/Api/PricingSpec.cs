namespace LlmRouting.Contract.Api;

/// <summary>Marginal price in US dollars per 1,000 tokens.</summary>
public sealed record PricingSpec
{
    public string? InputPer1kTokens { get; init; }
    public string? OutputPer1kTokens { get; init; }
}
