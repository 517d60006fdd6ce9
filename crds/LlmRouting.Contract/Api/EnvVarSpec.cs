namespace LlmRouting.Contract.Api;

/// <summary>Exactly one of value and valueFrom.</summary>
public sealed record EnvVarSpec
{
    public required string Name { get; init; }
    public string? Value { get; init; }
    public EnvVarSourceSpec? ValueFrom { get; init; }
}
