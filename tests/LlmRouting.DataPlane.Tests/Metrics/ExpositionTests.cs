using System.Diagnostics.Metrics;
using FsCheck;
using FsCheck.Fluent;
using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Tests.Metrics;

public class ExpositionTests
{
    [Fact]
    public void Metrics_and_series_are_sorted_and_each_metric_is_described_once()
    {
        using var scrape = new Scrape();
        foreach (var tier in new[] { "b", "a", "c" }) scrape.Metrics.RetryBudgetExhausted(tier);
        scrape.Metrics.UpstreamFailed("a", "Reset");
        var types = scrape.Lines().Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).ToArray();
        Assert.Equal(types.Distinct().Order(StringComparer.Ordinal), types);
        Assert.Equal(["a", "b", "c"], scrape.Samples("llm_retry_budget_exhausted_total").Select(l => l.Split('"')[1]));
    }

    [Fact]
    public void Every_sample_follows_its_help_and_type()
    {
        using var meter = new Meter("test");
        using var exposition = new PrometheusExposition(meter);
        meter.CreateCounter<long>("jobs_total", null, "Line one\nand a \\.").Add(3);
        Assert.Equal("# HELP jobs_total Line one\\nand a \\\\.\n# TYPE jobs_total counter\njobs_total 3\n", Scrape.Text(exposition));
    }

    [Fact]
    public void Any_label_value_is_read_back_as_it_was() => Prop.ForAll<NonNull<string>>(value =>
    {
        using var meter = new Meter("test");
        using var exposition = new PrometheusExposition(meter);
        var text = new string(value.Get.Where(c => !char.IsSurrogate(c)).ToArray());
        meter.CreateCounter<long>("jobs_total").Add(1, new KeyValuePair<string, object?>("name", text));
        return TextFormat.OnlyLabel(Scrape.Text(exposition)) == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_name_that_is_no_counter_to_promtool_is_untyped()
    {
        using var scrape = Everything.Happened();
        Assert.Contains("# TYPE llm_estimated_cost_dollars untyped", scrape.Lines());
        Assert.Contains("# TYPE model_routing_decisions untyped", scrape.Lines());
        Assert.Contains("# TYPE llm_requests_total counter", scrape.Lines());
    }

    [Fact]
    public void Two_meters_of_the_same_name_do_not_mix()
    {
        using var one = new Scrape();
        using var other = new Scrape();
        one.Metrics.RetryBudgetExhausted("large");
        Assert.Empty(other.Samples("llm_retry_budget_exhausted_total"));
    }

    [Fact]
    public void A_gauge_that_is_no_longer_observed_leaves_no_series()
    {
        using var scrape = new Scrape();
        string[] tiers = ["small", "large"];
        scrape.Metrics.ObserveInFlight(() => tiers.Select(t => new LabelledValue(t, 1)));
        Assert.Equal(2, scrape.Samples("llm_requests_in_flight").Length);
        tiers = ["large"];
        Assert.Equal(["llm_requests_in_flight{tier=\"large\"} 1"], scrape.Samples("llm_requests_in_flight"));
    }

    [Fact]
    public void A_value_on_a_boundary_is_within_it()
    {
        using var meter = new Meter("test");
        using var exposition = new PrometheusExposition(meter);
        meter.CreateHistogram("wait_seconds", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] }).Record(1);
        Assert.Contains("wait_seconds_bucket{le=\"1\"} 1\nwait_seconds_bucket{le=\"2\"} 1\nwait_seconds_bucket{le=\"+Inf\"} 1\n", Scrape.Text(exposition));
    }

    [Fact]
    public void Infinities_are_spelled_as_Prometheus_reads_them()
    {
        using var meter = new Meter("test");
        using var exposition = new PrometheusExposition(meter);
        double[] values = [double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e21];
        meter.CreateObservableGauge("g", () => values.Select((v, i) => new Measurement<double>(v, new KeyValuePair<string, object?>("i", $"{i}"))));
        Assert.EndsWith("g{i=\"0\"} +Inf\ng{i=\"1\"} -Inf\ng{i=\"2\"} NaN\ng{i=\"3\"} 1E+21\n", Scrape.Text(exposition));
    }
}
