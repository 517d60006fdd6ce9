namespace LlmRouting.Benchmarks.Proxy.Load;

/// <param name="Latency">Of whole answers; for streams, to the first event.</param>
public sealed record LoadResult(LatencyHistogram Latency, long Errors, int OpenAtOnce = 0);
