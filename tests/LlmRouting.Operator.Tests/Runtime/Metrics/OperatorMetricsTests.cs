using LlmRouting.Operator.Runtime.Metrics;

namespace LlmRouting.Operator.Tests.Runtime.Metrics;

public sealed class OperatorMetricsTests
{
    private readonly OperatorMetrics metrics = new();

    [Fact]
    public void Nothing_recorded_is_nothing_written()
    {
        Assert.Equal("", metrics.Render());
    }

    [Fact]
    public void Counters_gauges_and_histograms_in_the_text_format()
    {
        metrics.Counter("a_total", "As.", "kind").Increment("x\"y\\z\n");
        metrics.Gauge("b", "Bs.").Observe(() => 1.5);
        var histogram = metrics.Histogram("c_seconds", "Cs.");
        histogram.Record(TimeSpan.FromSeconds(0.001));
        histogram.Record(TimeSpan.FromHours(1));
        var text = metrics.Render();
        Assert.StartsWith("# HELP a_total As.\n# TYPE a_total counter\na_total{kind=\"x\\\"y\\\\z\\n\"} 1\n# HELP b Bs.\n# TYPE b gauge\nb 1.5\n", text, StringComparison.Ordinal);
        Assert.Contains("c_seconds_bucket{le=\"0.001\"} 1\n", text, StringComparison.Ordinal);
        Assert.EndsWith("c_seconds_bucket{le=\"300\"} 1\nc_seconds_bucket{le=\"+Inf\"} 2\nc_seconds_sum 3600.001\nc_seconds_count 2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Label_values_are_bounded()
    {
        var counter = metrics.Counter("a_total", "As.", "kind");
        for (var i = 0; i < 1500; i++) counter.Increment($"{i}");
        var lines = metrics.Render().Split('\n');
        Assert.Equal(1001, lines.Count(l => l.StartsWith("a_total{", StringComparison.Ordinal)));
        Assert.Contains("a_total{kind=\"other\"} 500", lines);
    }

    [Fact]
    public void A_gauge_that_has_nothing_to_say_is_silent()
    {
        metrics.Gauge("b", "Bs.").Observe(() => null);
        Assert.Equal("", metrics.Render());
    }
}
