namespace LlmRouting.Contract.Api;

/// <summary>One entry of a Secret (or, where the field says so, of a ConfigMap) of the same namespace.</summary>
public sealed record SecretKeyRef
{
    public required string Name { get; init; }
    public required string Key { get; init; }
}
