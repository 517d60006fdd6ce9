namespace LlmRouting.Contract.Api;

public sealed record ExternalSpec
{
    /// <summary>As OpenAI clients take it, ending in /v1 or with no path: https://api.example.com/v1.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The model's context in tokens (S2.7); absent: no request is refused for its length here.</summary>
    public int? MaxModelLen { get; init; }

    /// <summary>Sent as a bearer token; the Secret is labelled <c>llmrouting.dev/secret: upstream-credential</c>, and its annotation <c>llmrouting.dev/hosts</c> names the host of <see cref="BaseUrl"/>.</summary>
    public SecretKeyRef? ApiKeySecretRef { get; init; }
}
