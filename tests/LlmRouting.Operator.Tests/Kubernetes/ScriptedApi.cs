using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using LlmRouting.Operator.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Tests.Kubernetes;

/// <summary>An HTTP or HTTPS server that answers what a test says and remembers what was asked.</summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    private readonly ConcurrentQueue<ScriptedCall> calls = new();
    private readonly WebApplication app;
    private readonly bool secure;

    private ScriptedApi(Func<ScriptedCall, Task> script, X509Certificate2? certificate)
    {
        secure = certificate is not null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost0(certificate));
        app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var call = new ScriptedCall(context, body.ToArray());
            calls.Enqueue(call);
            await script(call);
        });
    }

    public IReadOnlyList<ScriptedCall> Calls => [.. calls];

    public KubernetesConnection Connection => new() { Server = new Uri(app.Urls.First().Replace("http:", secure ? "https:" : "http:", StringComparison.Ordinal)) };

    public KubernetesClient Client(TimeProvider? time = null) => KubernetesClient.Create(Connection, time ?? TimeProvider.System, new Random(1));

    public static Task<ScriptedApi> StartAsync(string answer) => StartAsync(call => call.AnswerAsync(answer));

    public static async Task<ScriptedApi> StartAsync(Func<ScriptedCall, Task> script, X509Certificate2? certificate = null)
    {
        var api = new ScriptedApi(script, certificate);
        await api.app.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

file static class KestrelListen
{
    public static void ListenLocalhost0(this KestrelServerOptions kestrel, X509Certificate2? certificate) => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
    {
        if (certificate is null) return;
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        });
    });
}
