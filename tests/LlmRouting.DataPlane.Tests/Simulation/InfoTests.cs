using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static LlmRouting.DataPlane.Tests.Simulation.SimulatorClient;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class InfoTests
{
    [Fact]
    public async Task Models_names_the_served_one_and_its_context()
    {
        await using var simulator = await StartAsync();
        var models = JsonNode.Parse(await simulator.Http.GetStringAsync("/v1/models"))!;
        Assert.Equal(("small", 8192), ((string?)models["data"]![0]!["id"], (int?)models["data"]![0]!["max_model_len"]));
        Assert.Equal("""{"version":"0.11.2"}""", await simulator.Http.GetStringAsync("/version"));
        Assert.Equal("", await simulator.Http.GetStringAsync("/health"));
    }

    [Fact]
    public async Task Metrics_have_vllms_names_labels_and_true_counts()
    {
        await using var simulator = await StartAsync(o => o with { OutputTokens = 10 });
        await simulator.AskAsync(Chat("hello there"));
        await simulator.AskAsync(Chat("hello there", ""","max_tokens":4"""));
        var metrics = await simulator.Http.GetStringAsync("/metrics");
        foreach (var line in (string[])
        [
            "vllm:num_requests_running{engine=\"0\",model_name=\"small\"} 0.0",
            "vllm:num_requests_waiting{engine=\"0\",model_name=\"small\"} 0.0",
            "vllm:kv_cache_usage_perc{engine=\"0\",model_name=\"small\"} 0.0",
            "vllm:prompt_tokens_total{engine=\"0\",model_name=\"small\"} 6.0",
            "vllm:generation_tokens_total{engine=\"0\",model_name=\"small\"} 14.0",
            "vllm:request_success_total{engine=\"0\",finished_reason=\"stop\",model_name=\"small\"} 1.0",
            "vllm:request_success_total{engine=\"0\",finished_reason=\"length\",model_name=\"small\"} 1.0",
            "vllm:time_to_first_token_seconds_bucket{engine=\"0\",le=\"+Inf\",model_name=\"small\"} 2.0",
            "vllm:e2e_request_latency_seconds_count{engine=\"0\",model_name=\"small\"} 2.0",
        ]) Assert.Contains(line + "\n", metrics, StringComparison.Ordinal);
        Assert.All(metrics.TrimEnd().Split('\n'), l => Assert.Matches(new Regex("^(# (HELP|TYPE) vllm:.+|vllm:[a-z0-9_]+\\{[^}]+\\} [0-9.E+-]+)$"), l));
    }

    [Fact]
    public async Task Old_metric_names_are_an_option()
    {
        await using var simulator = await StartAsync(o => o with { OldMetricNames = true });
        var metrics = await simulator.Http.GetStringAsync("/metrics");
        Assert.Contains("vllm:gpu_cache_usage_perc{", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("kv_cache_usage_perc", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_simulators_live_in_one_process()
    {
        await using var small = await StartAsync();
        await using var large = await StartAsync(o => o with { Model = "large" });
        Assert.NotEqual(small.Simulator.BaseAddress, large.Simulator.BaseAddress);
        Assert.Contains("of large to", (await large.AskAsync("""{"messages":[{"role":"user","content":"x"}]}""")).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, small.State.Received);
    }
}
