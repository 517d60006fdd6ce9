namespace LlmRouting.Contract.Vllm;

/// <summary>Reads a server's <c>/metrics</c>: Prometheus text, the names of old and new vLLM (S0.24a). Lines it cannot read are passed over.</summary>
public static class VllmMetricsParser
{
    /// <summary>Counts are summed over label sets (one a model or engine); of the cache usages the largest counts.</summary>
    public static VllmReading Parse(ReadOnlySpan<byte> text)
    {
        double? running = null, waiting = null, usage = null, finished = null;
        SortedDictionary<double, double>? ttft = null;
        foreach (var range in text.Split((byte)'\n'))
        {
            if (!VllmSample.TryRead(text[range], out var sample)) continue;
            if (sample.Name.SequenceEqual("vllm:num_requests_running"u8)) running = (running ?? 0) + sample.Value;
            else if (sample.Name.SequenceEqual("vllm:num_requests_waiting"u8)) waiting = (waiting ?? 0) + sample.Value;
            else if (sample.Name.SequenceEqual("vllm:kv_cache_usage_perc"u8) || sample.Name.SequenceEqual("vllm:gpu_cache_usage_perc"u8)) usage = Math.Max(usage ?? 0, sample.Value);
            else if (sample.Name.SequenceEqual("vllm:request_success_total"u8)) finished = (finished ?? 0) + sample.Value;
            else if (sample.Name.SequenceEqual("vllm:time_to_first_token_seconds_bucket"u8) && sample.UpperBound() is { } bound)
                (ttft ??= [])[bound] = ttft.GetValueOrDefault(bound) + sample.Value;
        }

        return new VllmReading(new QueueReading(Whole(running), Whole(waiting), usage), finished, ttft is null ? null : new LatencyHistogram([.. ttft.Keys], [.. ttft.Values]));
    }

    private static int? Whole(double? count) => count is { } known ? (int)Math.Min(Math.Round(known), int.MaxValue / 2) : null;
}
