namespace LlmRouting.Contract.Vllm;

/// <summary>What an inference server says of itself; null where it did not say.</summary>
/// <param name="Running">Requests in the batch (<c>vllm:num_requests_running</c>).</param>
/// <param name="Waiting">Requests queued (<c>vllm:num_requests_waiting</c>).</param>
/// <param name="KvCacheUsage">Share of the KV cache in use, 0..1 (<c>vllm:kv_cache_usage_perc</c>, formerly <c>vllm:gpu_cache_usage_perc</c>).</param>
public readonly record struct QueueReading(int? Running, int? Waiting, double? KvCacheUsage)
{
    /// <summary>Running + waiting; null unless at least one is known.</summary>
    public int? Queued => Running is null && Waiting is null ? null : (Running ?? 0) + (Waiting ?? 0);
}
