namespace LlmRouting.Contract.Api;

/// <summary>Exactly one of the two.</summary>
public sealed record EnvVarSourceSpec
{
    public SecretKeyRef? SecretKeyRef { get; init; }
    public SecretKeyRef? ConfigMapKeyRef { get; init; }
}
