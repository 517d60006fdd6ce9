namespace LlmRouting.Contract.Api;

public sealed record ModelSource
{
    /// <summary>Where the weights are: hf:// pvc:// s3:// gs:// oci://. Needed with vllm.</summary>
    public string? Uri { get; init; }

    /// <summary>The name the upstream serves the model under.</summary>
    public required string Name { get; init; }
}
