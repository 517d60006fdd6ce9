using Microsoft.Extensions.Hosting;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>A Kestrel of its own per simulator, deaf to configuration files, environment and signals: many live in one process.</summary>
internal static class SimulatorHost
{
    public static WebApplication Build(SimulatorOptions options, SimulatedServer server)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.KeepAliveTimeout = options.KeepAlive;
            kestrel.Limits.MaxRequestBodySize = null;

            // tests read slowly on purpose
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(1));
        var app = builder.Build();
        app.Run(server.HandleAsync);
        return app;
    }

    /// <summary>Ctrl+C and SIGTERM belong to the program, which disposes its simulators when it is done with them.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
