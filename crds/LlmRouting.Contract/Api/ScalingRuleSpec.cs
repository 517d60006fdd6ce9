namespace LlmRouting.Contract.Api;

public sealed record ScalingRuleSpec
{
    /// <summary>How long the signal must hold, 0s..1h. Default 30s up, 300s down.</summary>
    public string? Stabilization { get; init; }
}
