using System.Globalization;
using System.Text;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>What /metrics of vLLM 0.11 tells a router and an autoscaler; names, labels and buckets are vLLM's.</summary>
internal sealed class VllmMetrics(SimulatorOptions options)
{
    private readonly Histogram firstToken = new(
        "vllm:time_to_first_token_seconds",
        "Histogram of time to first token in seconds.",
        [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560]);

    private readonly Histogram endToEnd = new(
        "vllm:e2e_request_latency_seconds",
        "Histogram of e2e request latency in seconds.",
        [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680]);

    private long stopped, hitLimit, aborted, promptTokens, generatedTokens, tokensInCache;

    public void Start(int tokens) => Interlocked.Add(ref tokensInCache, tokens);

    public void End(int tokens, int generated)
    {
        Interlocked.Add(ref tokensInCache, -tokens);
        Interlocked.Add(ref generatedTokens, generated);
    }

    public void FirstToken(int prompt, TimeSpan after)
    {
        Interlocked.Add(ref promptTokens, prompt);
        firstToken.Observe(after);
    }

    public void Finish(bool limit, TimeSpan after)
    {
        Interlocked.Increment(ref limit ? ref hitLimit : ref stopped);
        endToEnd.Observe(after);
    }

    public void Abort() => Interlocked.Increment(ref aborted);

    public string Render(SimulatorState state)
    {
        var (to, engine, model) = (new StringBuilder(4096), "engine=\"0\"", $"model_name=\"{Label(options.Model)}\"");
        var usage = Volatile.Read(ref tokensInCache) / ((double)options.MaxNumSeqs * options.MaxModelLen);
        Gauge("num_requests_running", "Number of requests in model execution batches.", state.Running);
        Gauge("num_requests_waiting", "Number of requests waiting to be processed.", state.Waiting);
        if (options.OldMetricNames) Gauge("gpu_cache_usage_perc", "GPU KV-cache usage. 1 means 100 percent usage.", usage);
        else Gauge("kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent usage.", usage);
        Counter("prompt_tokens_total", "Number of prefill tokens processed.", ("", Volatile.Read(ref promptTokens)));
        Counter("generation_tokens_total", "Number of generation tokens processed.", ("", Volatile.Read(ref generatedTokens)));
        Counter(
            "request_success_total",
            "Count of successfully processed requests.",
            ("finished_reason=\"stop\",", Volatile.Read(ref stopped)),
            ("finished_reason=\"length\",", Volatile.Read(ref hitLimit)),
            ("finished_reason=\"abort\",", Volatile.Read(ref aborted)));
        firstToken.Write(to, engine, model);
        endToEnd.Write(to, engine, model);
        return to.ToString();

        void Gauge(string name, string help, double value) =>
            to.Append(CultureInfo.InvariantCulture, $"# HELP vllm:{name} {help}\n# TYPE vllm:{name} gauge\nvllm:{name}{{{engine},{model}}} {value:0.0###############}\n");

        void Counter(string name, string help, params ReadOnlySpan<(string Label, long Value)> series)
        {
            to.Append(CultureInfo.InvariantCulture, $"# HELP vllm:{name} {help}\n# TYPE vllm:{name} counter\n");
            foreach (var (label, value) in series)
                to.Append(CultureInfo.InvariantCulture, $"vllm:{name}{{{engine},{label}{model}}} {value}.0\n");
        }
    }

    private static string Label(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
