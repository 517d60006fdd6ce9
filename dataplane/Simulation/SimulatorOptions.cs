namespace LlmRouting.DataPlane.Simulation;

/// <summary>How one simulated vLLM server behaves. The defaults are a small model on a modest GPU.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The one model name it serves; any other is answered with vLLM's 404.</summary>
    public required string Model { get; init; }

    /// <summary>Where it listens, semicolon-separated; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>From the moment a request leaves the waiting queue to its first token.</summary>
    public TimeSpan TimeToFirstToken { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Per sequence; from 100,000 on tokens are not paced at all.</summary>
    public double TokensPerSecond { get; init; } = 200;

    /// <summary>Sequences generated at once, vLLM's <c>--max-num-seqs</c>; the rest wait, first come first served.</summary>
    public int MaxNumSeqs { get; init; } = 8;

    /// <summary>Prompt and completion together, in tokens, vLLM's <c>--max-model-len</c>.</summary>
    public int MaxModelLen { get; init; } = 8192;

    /// <summary>Whether it was started with vLLM's <c>--enable-auto-tool-choice</c> and <c>--tool-call-parser</c>; without, tools that the model may choose are a 400.</summary>
    public bool AutoToolChoice { get; init; } = true;

    /// <summary>Asked for as a bearer token on /v1/…, vLLM's <c>--api-key</c>; null asks for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>In force from the start, until <see cref="Simulator.SetFault"/> or <c>/_simulate/fault</c> changes it.</summary>
    public Fault? Fault { get; init; }

    /// <summary>After this an idle connection is closed (to about a second); 5 s is uvicorn's default (S0.12b).</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Length of an answer that ends by itself.</summary>
    public int OutputTokens { get; init; } = 48;

    /// <summary>Length of an embedding unless the request asks for another.</summary>
    public int EmbeddingDimensions { get; init; } = 384;

    /// <summary>Exposes <c>vllm:gpu_cache_usage_perc</c>, the name before vLLM 0.9, instead of <c>vllm:kv_cache_usage_perc</c>.</summary>
    public bool OldMetricNames { get; init; }

    /// <summary>Keeps the last request for <see cref="SimulatorState.LastRequest"/>; a benchmark turns it off.</summary>
    public bool Capture { get; init; } = true;

    /// <summary>Equal seeds and requests give equal answers.</summary>
    public int Seed { get; init; } = 1;
}
