namespace LlmRouting.Contract.Api;

public sealed record ModelSource
{
    /// <summary>Where the weights are: hf:// pvc:// s3:// gs:// oci://. Needed with vllm.</summary>
    public string? Uri { get; init; }

    /// <summary>The name the upstream serves the model under.</summary>
    public required string Name { get; init; }

    /// <summary>Branch, tag or commit of an hf:// repository; default main. A moving one is resolved once and pinned in status.</summary>
    public string? Revision { get; init; }

    /// <summary>The token that downloads a gated model.</summary>
    public SecretKeyRef? TokenSecretRef { get; init; }
}
