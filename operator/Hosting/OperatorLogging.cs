namespace LlmRouting.Operator.Hosting;

/// <summary>The console as the only log: one line an event, for people or as JSON for machines; UTC.</summary>
internal static class OperatorLogging
{
    private const string Timestamp = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static void Configure(ILoggingBuilder logging, OperatorOptions options)
    {
        logging.ClearProviders();
        if (options.JsonLogs) logging.AddJsonConsole(shape => (shape.UseUtcTimestamp, shape.TimestampFormat) = (true, Timestamp));
        else logging.AddSimpleConsole(shape => (shape.SingleLine, shape.UseUtcTimestamp, shape.TimestampFormat) = (true, true, Timestamp + " "));
        if (options.Log is { } log) logging.AddProvider(log);
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // It logs, with a stack trace, what it throws to us, and we say that in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }
}
