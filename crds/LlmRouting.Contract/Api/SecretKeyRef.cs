namespace LlmRouting.Contract.Api;

/// <summary>One entry of a Secret of the same namespace, labelled <c>llmrouting.dev/secret: upstream-credential</c>.</summary>
public sealed record SecretKeyRef
{
    public required string Name { get; init; }
    public required string Key { get; init; }
}
