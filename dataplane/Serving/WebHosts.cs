using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Metrics.Logging;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LlmRouting.DataPlane.Serving;

/// <summary>The Kestrel hosts of both ports.</summary>
public static class WebHosts
{
    public static WebApplication Create(RouterOptions options, IReadOnlyList<string> urls)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls([.. urls]);
        builder.WebHost.ConfigureKestrel((context, kestrel) => Configure(kestrel, context.Configuration.GetSection("Kestrel")));
        // A connection keeps 4 KiB to read into, which saves each request a system call that only asks whether there is something.
        builder.WebHost.UseSockets(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout + Drain.LastWords);
        builder.Services.AddRoutingCore();
        AddLogging(builder.Logging, options);
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, IConfigurationSection section)
    {
        // Endpoints from there (Kestrel__Endpoints__…) would replace the addresses that were looked at before a router without keys was allowed.
        var rest = section.AsEnumerable(makePathsRelative: true).Where(pair => !pair.Key.StartsWith("Endpoints", StringComparison.OrdinalIgnoreCase));
        kestrel.Configure(new ConfigurationBuilder().AddInMemoryCollection(rest).Build(), reloadOnChange: true);
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection =>
        {
            connection.Features.Set(new ProvenKey());
            return next(connection);
        }));
        // Admission counts what is really read, over all requests, and answers in OpenAI's shape; Kestrel's own limit would reset the connection.
        kestrel.Limits.MaxRequestBodySize = null;
    }

    private static void AddLogging(ILoggingBuilder logging, RouterOptions options)
    {
        logging.UseRouterConsole(options.JsonLogs);
        if (options.Log is { } log) logging.AddProvider(log);
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // It logs, with a stack trace, what it throws to us, and we say that in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Its only lines are below Warning, and for having a logger at all it opens an activity and a log scope each request.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }
}
