using System.Reflection;
using System.Text.Json;
using LlmRouting.DataPlane.Metrics.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace LlmRouting.DataPlane.Tests.Metrics;

public class LogTests
{
    [Fact]
    public void A_finished_request_is_one_line()
    {
        var logger = new ListLogger(LogLevel.Debug);
        logger.RequestFinished(Outcomes.Success());
        var line = Assert.Single(logger.Lines);
        Assert.Equal(LogLevel.Debug, line.Level);
        Assert.Equal(
            "Request req-1: policy default, tier strong, side canary, model glm-5, status 200, error none, attempts 2, tokens 1200 in 300 out, 1500.0 ms",
            line.Text);
    }

    [Fact]
    public void A_request_that_failed_on_our_side_is_a_warning()
    {
        var logger = new ListLogger(LogLevel.Information);
        logger.RequestFinished(Outcomes.Refused(429, "rate_limited"));
        logger.RequestFinished(Outcomes.Refused(503, "all_backends_unavailable"));
        Assert.Equal(LogLevel.Warning, Assert.Single(logger.Lines).Level);
    }

    [Fact]
    public void A_line_nobody_reads_costs_nothing()
    {
        var logger = new ListLogger(LogLevel.Information);
        var outcome = Outcomes.Success();
        logger.RequestFinished(outcome);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) logger.RequestFinished(outcome);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Every_event_has_an_id_of_its_own()
    {
        var ids = typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().ToArray();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void The_JSON_console_writes_one_object_a_line_with_the_fields_by_name()
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.UseRouterConsole(json: true)).BuildServiceProvider();
        Assert.Equal(ConsoleFormatterNames.Json, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        var formatter = services.GetServices<ConsoleFormatter>().Single(f => f.Name == ConsoleFormatterNames.Json);
        using var text = new StringWriter();
        KeyValuePair<string, object?>[] state = [new("Tier", "large"), new("{OriginalFormat}", "tier {Tier}")];
        formatter.Write(new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Warning, "c", 102, state, null, (_, _) => "tier\nlarge"), null, text);
        using var json = JsonDocument.Parse(text.ToString());
        Assert.Equal("large", json.RootElement.GetProperty("State").GetProperty("Tier").GetString());
        Assert.EndsWith("Z", json.RootElement.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, text.ToString().AsSpan().Count('\n'));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_does_not_read_the_log_stops_no_request(bool json)
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.UseRouterConsole(json)).BuildServiceProvider();
        Assert.Equal(ConsoleLoggerQueueFullMode.DropWrite, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.QueueFullMode);
    }
}
