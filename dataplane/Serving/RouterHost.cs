using LlmRouting.Contract.Compilation;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Metrics.Logging;

namespace LlmRouting.DataPlane.Serving;

/// <summary>A running router: the API port, the admin port, and the loops behind them.</summary>
public sealed class RouterHost : IAsyncDisposable
{
    private readonly WebApplication api;
    private readonly WebApplication admin;
    private readonly RouterParts parts;
    private readonly CancellationTokenSource stopping = new();
    private readonly Drain drain;
    private Task loops = Task.CompletedTask;

    private RouterHost(WebApplication api, WebApplication admin, RouterParts parts, Drain drain)
    {
        this.api = api;
        this.admin = admin;
        this.parts = parts;
        this.drain = drain;
    }

    public SnapshotHolder Snapshots => parts.Snapshots;
    public ConfigurationStatus Configuration => parts.Source.Status;
    public IReadOnlyList<string> Urls => [.. api.Urls];
    public IReadOnlyList<string> AdminUrls => [.. admin.Urls];

    /// <param name="first">The folder as it was compiled, without errors; null where an operator is followed.</param>
    public static async Task<RouterHost> StartAsync(RouterOptions options, FolderCompilation? first, TimeProvider time, Random chance, CancellationToken cancellation = default)
    {
        var api = WebHosts.Create(options, options.Urls);
        var admin = WebHosts.Create(options, options.AdminUrls);
        var parts = await RouterParts.BuildAsync(options, first, api.Services, time, chance, cancellation);
        var drain = new Drain(api.Lifetime.ApplicationStopping, options.ShutdownTimeout, time);
        api.UseLoopbackGuard(options.Auth == AuthMode.None, options.Urls, parts.Aside);
        admin.UseLoopbackGuard(open: true, options.AdminUrls, parts.Aside);
        parts.MapApi(api, drain.Over);
        parts.MapAdmin(admin, api.Lifetime.ApplicationStopping);
        var host = new RouterHost(api, admin, parts, drain);
        await api.StartAsync(cancellation);
        await admin.StartAsync(cancellation);
        // Who reads lines sees no first screen.
        if (options.JsonLogs) api.Services.GetRequiredService<ILogger<RouterHost>>().Serving(string.Join(' ', host.Urls), string.Join(' ', host.AdminUrls));
        host.loops = parts.RunAsync(host.stopping.Token);
        return host;
    }

    /// <summary>Serves until SIGINT or SIGTERM, then lets open requests end.</summary>
    public Task WaitAsync() => api.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await api.StopAsync();
        await admin.StopAsync();
        await api.DisposeAsync();
        await admin.DisposeAsync();
        await parts.DisposeAsync();
        drain.Dispose();
        stopping.Dispose();
    }
}
