using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LlmRouting.DataPlane.Metrics.Logging;

/// <summary>The console as the only log: one line an event, for people or as JSON for machines; UTC.</summary>
public static class ConsoleLogging
{
    private const string Timestamp = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static ILoggingBuilder UseRouterConsole(this ILoggingBuilder logging, bool json)
    {
        logging.ClearProviders();
        // A reader of our output that stands still must not stop whoever serves; the console says how many lines it left out.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        return json ? logging.AddJsonConsole(Shape) : logging.AddSimpleConsole(options => Shape(options));
    }

    private static void Shape(JsonConsoleFormatterOptions options)
    {
        options.UseUtcTimestamp = true;
        options.TimestampFormat = Timestamp;
    }

    private static void Shape(SimpleConsoleFormatterOptions options)
    {
        options.SingleLine = true;
        options.UseUtcTimestamp = true;
        options.TimestampFormat = Timestamp + " ";
    }
}
