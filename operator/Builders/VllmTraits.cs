namespace LlmRouting.Operator.Builders;

/// <summary>What differs between releases of vLLM, and since which. Where the release is inferred, from when a change was merged or what users reported, it says so.</summary>
public sealed record VllmTraits(VllmVersion Version)
{
    /// <summary>
    /// --enable-chunked-prefill took a value until the V1 engine, which then chunked whatever the flag said: reported for 0.9.1 and 0.9.2 (vllm-project/vllm#18547, #20914), inferred for 0.8 and 0.10
    /// and for 0.11 as the first that obeys --no-enable-chunked-prefill; newer ones do (#42360).
    /// </summary>
    public ChunkedPrefillSwitch ChunkedPrefill =>
        Version.IsAtLeast(0, 11) ? ChunkedPrefillSwitch.Negated : Version.IsAtLeast(0, 8) ? ChunkedPrefillSwitch.AlwaysOn : ChunkedPrefillSwitch.Valued;

    /// <summary>The V0 engine chunked by default only contexts of more than 32,768 tokens.</summary>
    public bool ChunksByDefault => Version.IsAtLeast(0, 8);

    /// <summary>Requests were logged with their prompts unless told otherwise until 0.10.1; --max-log-len 0 leaves the text out, and unlike --disable-log-requests (S0.15a) no release refuses it.</summary>
    public bool LogsPromptsByDefault => !Version.IsAtLeast(0, 11);

    /// <summary>--shutdown-timeout: SIGTERM waits for requests under way. Came with 0.18.0.</summary>
    public bool DrainsOnSignal => Version.IsAtLeast(0, 18);

    /// <summary>VLLM_HTTP_TIMEOUT_KEEP_ALIVE came with #18472 in June 2025, so inferred to be in the release after 0.9.1; one that does not know it ignores it. Older servers close idle connections after 5 s whatever we set (S0.12b).</summary>
    public bool KeepAliveIsConfigurable => Version.IsAtLeast(0, 9, 2);

    /// <summary>vllm:gpu_cache_usage_perc became vllm:kv_cache_usage_perc in 0.10 (S0.24a).</summary>
    public string KvCacheMetric => Version.IsAtLeast(0, 10) ? "vllm:kv_cache_usage_perc" : "vllm:gpu_cache_usage_perc";

    /// <summary>The official image has Run:ai's streamer for s3:// since 0.7.0.</summary>
    public bool StreamsFromS3 => Version.IsAtLeast(0, 7);

    /// <summary>The official image has Run:ai's streamer for gs:// since #24909 and #26464 of September and October 2025: inferred to be 0.11.1.</summary>
    public bool StreamsFromGcs => Version.IsAtLeast(0, 11, 1);

    /// <summary>The images of 0.8.0 and 0.8.1 keep Python below /root, where only root may go.</summary>
    public bool ImageNeedsRoot => Version.IsAtLeast(0, 8) && !Version.IsAtLeast(0, 8, 2);
}
