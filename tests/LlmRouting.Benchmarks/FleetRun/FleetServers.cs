using LlmRouting.TestKit.Kubernetes.Workloads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Benchmarks.FleetRun;

/// <summary>All pods of the fleet have one address, and one listener answers for them.</summary>
internal static class FleetServers
{
    private const string Ip = "127.7.7.7";
    private const int Port = 8000;
    private const string Metrics = "vllm:num_requests_running{model_name=\"m\"} 0\nvllm:num_requests_waiting{model_name=\"m\"} 0\nvllm:kv_cache_usage_perc{model_name=\"m\"} 0\n";

    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://{Ip}:{Port}");
        app.MapGet("/metrics", () => Results.Text(Metrics));
        await app.StartAsync();
        return app;
    }

    public static PodAddress Address { get; } = new(Ip, Port);
}
