namespace LlmRouting.Contract.Vllm;

/// <summary>What a vLLM server says of itself.</summary>
/// <param name="Finished">Requests it has completed since it started (<c>vllm:request_success_total</c>); null where it did not say.</param>
/// <param name="Ttft">Time to first token since it started; null where it did not say.</param>
public sealed record VllmReading(QueueReading Queue, double? Finished, LatencyHistogram? Ttft);
