namespace LlmRouting.Contract.Api;

/// <summary>A vLLM server as it is started; flags are rendered for its version (S0.15a).</summary>
public sealed record VllmSpec
{
    /// <summary>x.y.z; the image defaults from it. Needed where the operator runs the server.</summary>
    public string? Version { get; init; }

    /// <summary>Another image than <c>vllm/vllm-openai:v{version}</c>.</summary>
    public string? Image { get; init; }

    /// <summary>vLLM's --tensor-parallel-size: GPUs one replica is spread over; default gpu.count.</summary>
    public int? TensorParallelSize { get; init; }

    /// <summary>vLLM's --max-model-len, in tokens; absent: vLLM takes the model's own and no request is refused for its length here.</summary>
    public int? MaxModelLen { get; init; }

    /// <summary>vLLM's --gpu-memory-utilization, "0.01".."1"; absent: vLLM's own.</summary>
    public string? GpuMemoryUtilization { get; init; }

    /// <summary>vLLM's --enable-chunked-prefill or --no-enable-chunked-prefill; absent: vLLM's own.</summary>
    public bool? EnableChunkedPrefill { get; init; }

    /// <summary>vLLM's --max-num-batched-tokens (S1.12).</summary>
    public int? MaxNumBatchedTokens { get; init; }

    /// <summary>vLLM's --max-num-seqs; default 256.</summary>
    public int? MaxNumSeqs { get; init; }

    /// <summary>vLLM's --quantization: awq, gptq, fp8 and so on.</summary>
    public string? Quantization { get; init; }

    /// <summary>Further arguments, one an item, after ours; none that we render ourselves.</summary>
    public IReadOnlyList<string>? ExtraArgs { get; init; }
}
