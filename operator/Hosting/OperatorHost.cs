using System.Net;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Runtime.Health;
using LlmRouting.Operator.Scaling;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LlmRouting.Operator.Hosting;

/// <summary>A running operator: two listeners and the loops behind them.</summary>
internal sealed class OperatorHost : IAsyncDisposable
{
    private readonly WebApplication api;
    private readonly WebApplication admin;
    private readonly OperatorParts parts;
    private readonly OperatorLoops loops;

    private OperatorHost(WebApplication api, WebApplication admin, OperatorParts parts, OperatorLoops loops) => (this.api, this.admin, this.parts, this.loops) = (api, admin, parts, loops);

    /// <summary>As they were bound.</summary>
    public IReadOnlyCollection<string> Urls => [.. api.Urls];
    public IReadOnlyCollection<string> AdminUrls => [.. admin.Urls];
    public OperatorParts Parts => parts;

    /// <summary>Answers for its health, loads the certificate, listens, and begins to follow the cluster. Whether it is ready says /readyz.</summary>
    /// <exception cref="KubernetesException">The API server refuses the certificate's Secret. One that cannot be reached is waited for.</exception>
    public static async Task<OperatorHost> StartAsync(OperatorOptions options, KubernetesClient client, TimeProvider time, Random chance, CancellationToken cancellation)
    {
        var admin = Build(options, kestrel => { });
        admin.Urls.Clear();
        foreach (var url in options.AdminUrls) admin.Urls.Add(url);
        var parts = new OperatorParts(options, client, admin.Services.GetRequiredService<ILoggerFactory>(), time, chance);
        var api = Build(options, kestrel => Listen(kestrel, options, parts.Certificate));
        var loops = new OperatorLoops(parts, api.Services.GetRequiredService<ILoggerFactory>().CreateLogger<OperatorLoops>());
        Map(api, admin, parts, loops);
        var host = new OperatorHost(api, admin, parts, loops);
        try
        {
            await host.BeginAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until a signal, or until a loop died of something nobody thought of: then a restart is the best there is.</summary>
    /// <returns>True for a signal.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        var asked = api.WaitForShutdownAsync(cancellation);
        return await Task.WhenAny(asked, loops.Died) == asked;
    }

    public async ValueTask DisposeAsync()
    {
        await loops.StopAsync();
        await api.StopAsync();
        await admin.StopAsync();
        await api.DisposeAsync();
        await admin.DisposeAsync();
        parts.Dispose();
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        loops.Declare();
        await admin.StartAsync(cancellation);
        await loops.Certificate.RunAsync(cancellation);
        // First the ports: an operator that cannot serve must not begin to lead.
        await api.StartAsync(cancellation);
        loops.Start();
    }

    private static void Map(WebApplication api, WebApplication admin, OperatorParts parts, OperatorLoops loops)
    {
        var loggers = api.Services.GetRequiredService<ILoggerFactory>();
        var frames = new FramesOptions { Operator = parts.Options.Pod, Lineage = () => parts.Election.Lineage, IsReady = () => loops.IsServing };
        new FramesEndpoint(parts.Publishers, parts.Identity, parts.Books.Acknowledgements, frames, parts.Time, loggers.CreateLogger<FramesEndpoint>()).Map(api);
        new ReportsEndpoint(
            parts.Identity, parts.Publishers, parts.Books, () => parts.Election.IsLeader, () => parts.Election.HolderIdentity, () => parts.Election.LeaseTransitions, loggers.CreateLogger<ReportsEndpoint>()).Map(api);
        parts.Scaling.MetricsApi.Map(api);
        admin.MapHealth(parts.Readiness, parts.Metrics);
        admin.MapScaling(parts.Scaling.Figures);
    }

    private static WebApplication Build(OperatorOptions options, Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            OperatorListener.Configure(kestrel);
            listen(kestrel);
        });
        builder.Services.AddRoutingCore();
        OperatorLogging.Configure(builder.Logging, options);
        return builder.Build();
    }

    private static void Listen(KestrelServerOptions kestrel, OperatorOptions options, ServingCertificate certificate)
    {
        foreach (var url in options.Urls)
        {
            // [::] is IPv4 too, and IPv4 alone where a node has no IPv6: Kestrel's own meaning of *, which is no URI.
            if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !address.Equals(IPAddress.IPv6Any)) kestrel.Listen(address, url.Port, listen => OperatorListener.Configure(listen, certificate));
            else if (url.IsLoopback) kestrel.ListenLocalhost(url.Port, listen => OperatorListener.Configure(listen, certificate));
            else kestrel.ListenAnyIP(url.Port, listen => OperatorListener.Configure(listen, certificate));
        }
    }
}
