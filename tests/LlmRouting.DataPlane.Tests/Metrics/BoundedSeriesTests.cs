using FsCheck;
using FsCheck.Fluent;

namespace LlmRouting.DataPlane.Tests.Metrics;

public class BoundedSeriesTests
{
    [Fact]
    public void Past_the_cap_new_label_values_share_one_series_and_nothing_is_lost()
    {
        using var scrape = new Scrape(maxSeries: 3);
        for (var i = 0; i < 50; i++) scrape.Metrics.UpstreamFailed($"tier-{i:00}", "Reset");
        scrape.Metrics.UpstreamFailed("tier-01", "Reset");
        Assert.Equal(
            [
                "llm_upstream_failures_total{tier=\"other\",kind=\"other\"} 47", "llm_upstream_failures_total{tier=\"tier-00\",kind=\"Reset\"} 1",
                "llm_upstream_failures_total{tier=\"tier-01\",kind=\"Reset\"} 2", "llm_upstream_failures_total{tier=\"tier-02\",kind=\"Reset\"} 1",
            ],
            scrape.Samples("llm_upstream_failures_total"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    [InlineData(600)]
    public void A_status_outside_100_to_599_is_other(int status)
    {
        using var scrape = new Scrape();
        scrape.Metrics.RequestFinished(Outcomes.Refused(status, "odd"));
        Assert.Equal(["llm_requests_total{model=\"unknown\",status=\"other\"} 1"], scrape.Samples("llm_requests_total"));
    }

    [Fact]
    public void No_rating_a_client_invents_becomes_a_label() => Prop.ForAll<NonNull<string>>(rating =>
    {
        using var scrape = new Scrape();
        scrape.Metrics.FeedbackReceived("p", "t", "stable", "x" + rating.Get);
        return scrape.Samples("llm_feedback_total").Single().Contains("rating=\"other\"", StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reload_that_brings_equal_names_continues_the_series()
    {
        using var scrape = new Scrape();
        scrape.Metrics.RetryBudgetExhausted(new string("large"));
        scrape.Metrics.RetryBudgetExhausted(new string("large"));
        Assert.Equal(["llm_retry_budget_exhausted_total{tier=\"large\"} 2"], scrape.Samples("llm_retry_budget_exhausted_total"));
    }

    [Fact]
    public void Negative_tokens_from_an_upstream_count_nothing()
    {
        using var scrape = new Scrape();
        scrape.Metrics.RequestFinished(Outcomes.Refused(200, "odd") with { Usage = new(-5, -1) });
        Assert.Empty(scrape.Samples("llm_input_tokens_total"));
    }
}
