using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Tests.Scaling;

/// <summary>A vLLM server over real HTTP as far as the operator asks one: figures a test sets, and what it was asked.</summary>
internal sealed class VllmDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TaskCompletionSource stopped = new();

    private VllmDouble(WebApplication app) => this.app = app;

    public string Metrics { get; set; } = "vllm:num_requests_running 0\nvllm:num_requests_waiting 0\nvllm:kv_cache_usage_perc 0\n";

    public int Status { get; set; } = 200;

    public bool Hangs { get; set; }

    public ConcurrentQueue<(string Path, string Authorization, string Body)> Asked { get; } = new();

    public int Port => new Uri(app.Urls.Single()).Port;

    public static async Task<VllmDouble> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new VllmDouble(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        stopped.TrySetResult();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Asked.Enqueue((http.Request.Path, http.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync()));
        if (Hangs) await stopped.Task;
        http.Response.StatusCode = Status;
        await http.Response.WriteAsync(http.Request.Path == "/metrics" ? Metrics : "{}");
    }
}
