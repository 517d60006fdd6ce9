using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>The yardstick: YARP's direct forwarding as its documentation sets it up, and nothing else.</summary>
public static class BareYarp
{
    /// <summary>Answers the bytes allocated so far.</summary>
    public const string AllocatedPath = "/allocated";

    public static async Task RunAsync(int port, string upstream, CancellationToken stopping)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        await using var app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        using var invoker = Invoker();
        app.MapGet(AllocatedPath, (RequestDelegate)(http => http.Response.WriteAsync(GC.GetTotalAllocatedBytes().ToString())));
        app.Map("/{**path}", (RequestDelegate)(async http =>
            await forwarder.SendAsync(http, upstream, invoker, ForwarderRequestConfig.Empty, HttpTransformer.Default)));
        await app.StartAsync(stopping);
        await app.WaitForShutdownAsync(stopping);
    }

    private static HttpMessageInvoker Invoker() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        // Like ours, since vLLM closes connections that were idle for 5 s; otherwise it would open fewer of them between rounds.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
    });
}
