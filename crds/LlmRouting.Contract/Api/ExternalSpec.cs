namespace LlmRouting.Contract.Api;

public sealed record ExternalSpec
{
    /// <summary>As OpenAI clients take it: https://api.example.com/v1.</summary>
    public required string BaseUrl { get; init; }

    public SecretKeyRef? ApiKeySecretRef { get; init; }
}
