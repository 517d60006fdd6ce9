using LlmRouting.TestKit.Kubernetes.Faults;
using LlmRouting.TestKit.Kubernetes.Identity;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Workloads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LlmRouting.TestKit.Kubernetes;

/// <summary>A Kubernetes 1.36 API server for tests: real HTTP, real rules, objects in memory.</summary>
public sealed class FakeApiServer : IAsyncDisposable
{
    private readonly FakeApiServerOptions options;
    private readonly ServerParts parts;
    private WebApplication? app;

    private FakeApiServer(FakeApiServerOptions options)
    {
        this.options = options;
        parts = new ServerParts(options);
    }

    /// <summary>Where it listens, without a trailing slash.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>PEM of the certificate that it serves with; null without TLS.</summary>
    public string? CertificatePem => parts.Certificate?.ExportCertificatePem();

    /// <summary>Mutating requests so far.</summary>
    public WriteCounter Writes => parts.Traffic.Writes;

    public WriteCounter Reads => parts.Traffic.Reads;

    /// <summary>Misbehaviour to switch on.</summary>
    public FaultSwitches Faults => parts.Switches;

    public Identities Identities => parts.Identities;

    public Authorizer Authorizer => parts.Authorizer;

    /// <summary>What is stored, for looking and for changing behind the clients' backs.</summary>
    public ServerObjects Objects => parts.Objects;

    /// <summary>Deployments get Pods, Pods become Ready, Services get EndpointSlices from now on. Once only.</summary>
    public SimulatedWorkloads SimulateWorkloads(WorkloadOptions? workloads = null) => parts.SimulateWorkloads(workloads ?? new WorkloadOptions());

    /// <summary>The controllers have reacted to everything that is stored.</summary>
    public bool IsSettled => parts.IsSettled;

    public static async Task<FakeApiServer> StartAsync(FakeApiServerOptions? options = null)
    {
        var server = new FakeApiServer(options ?? new FakeApiServerOptions());
        server.parts.Furnish();
        await server.ListenAsync(server.options.Port);
        return server;
    }

    public HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler();
        if (options.Tls) handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler) { BaseAddress = Url };
    }

    /// <summary>Connections are refused from now on; open watches end.</summary>
    public async Task StopAsync()
    {
        if (app is null) return;
        parts.Watches.Cut();
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>Stops and listens again on the same port. Objects stay; history does not, as with a real server's restart.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        parts.Database.Compact();
        await ListenAsync(Url.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await parts.DisposeAsync();
    }

    private async Task ListenAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => ServerSockets.Configure(kestrel, port, parts.Certificate));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        app = builder.Build();
        app.Run(parts.Dispatcher.HandleAsync);
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        Url = new Uri($"{address.Scheme}://127.0.0.1:{address.Port}");
    }
}
