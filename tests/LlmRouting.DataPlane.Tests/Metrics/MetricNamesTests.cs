namespace LlmRouting.DataPlane.Tests.Metrics;

public class MetricNamesTests
{
    [Theory]
    [InlineData("llm_requests_total", "{model=\"glm-5\",status=\"200\"} 1")]
    [InlineData("llm_input_tokens_total", "{model=\"glm-5\"} 1200")]
    [InlineData("llm_output_tokens_total", "{model=\"glm-5\"} 300")]
    [InlineData("llm_estimated_cost_dollars", "{model=\"glm-5\"} 0.000123")]
    [InlineData("llm_usage_estimated_total", "{model=\"glm-5\"} 1")]
    [InlineData("llm_cache_hits_total", " 1")]
    [InlineData("llm_cache_misses_total", " 0")]
    [InlineData("llm_circuit_breaker_state", "{provider=\"large\"} 2")]
    [InlineData("llm_routing_decisions_total", "{policy=\"default\",tier=\"strong\",classifier=\"v7\",reason=\"keyword\"} 1")]
    [InlineData("model_routing_decisions", "{model=\"glm-5\"} 1")]
    [InlineData("requests_route_tier", "{tier=\"strong\"} 1")]
    [InlineData("llm_retries_total", "{tier=\"large\",reason=\"ServerError\"} 1")]
    [InlineData("llm_retry_budget_exhausted_total", "{tier=\"large\"} 1")]
    [InlineData("llm_fallbacks_total", "{policy=\"default\",from=\"strong\",to=\"weak\"} 1")]
    [InlineData("llm_canary_requests_total", "{rollout=\"small-v2\",side=\"canary\",outcome=\"failure\"} 1")]
    [InlineData("llm_feedback_total", "{policy=\"default\",tier=\"strong\",side=\"stable\",rating=\"down\"} 1")]
    [InlineData("llm_rate_limited_total", "{policy=\"default\",limit=\"free\"} 1")]
    [InlineData("llm_upstream_failures_total", "{tier=\"large\",kind=\"Reset\"} 1")]
    [InlineData("llm_attempts_given_up_total", "{tier=\"large\",kind=\"context_exceeded\"} 1")]
    [InlineData("llm_requests_in_flight", "{tier=\"large\"} 7")]
    [InlineData("llm_requests_held", "{tier=\"large\"} 3")]
    [InlineData("llm_operator_connected", " 1")]
    [InlineData("llm_endpoint_ejected", "{tier=\"large\",server=\"http://10.0.0.7:8000\"} 1")]
    [InlineData("llm_tier_cost_usd_per_hour", "{tier=\"large\"} 24")]
    [InlineData("llm_config_revision_info", "{revision=\"0123456789ab\"} 1")]
    public void A_metric_has_the_name_and_labels_of_S3_9(string name, string rest)
    {
        using var scrape = Everything.Happened();
        Assert.Equal([name + rest], scrape.Samples(name));
    }

    [Fact]
    public void Reloads_are_there_with_0_so_that_the_first_one_is_an_increase()
    {
        using var scrape = new Scrape();
        Assert.Equal(["llm_config_reloads_total{result=\"applied\"} 0", "llm_config_reloads_total{result=\"refused\"} 0"], scrape.Samples("llm_config_reloads_total"));
    }

    [Fact]
    public void Reloads_are_counted_by_result()
    {
        using var scrape = Everything.Happened();
        Assert.Equal(
            ["llm_config_reloads_total{result=\"applied\"} 1", "llm_config_reloads_total{result=\"refused\"} 1"], scrape.Samples("llm_config_reloads_total"));
    }

    [Theory]
    [InlineData("process_resident_memory_bytes")]
    [InlineData("process_cpu_seconds_total")]
    [InlineData("process_start_time_seconds")]
    [InlineData("llm_router_cpu_limit_cores")]
    [InlineData("dotnet_gc_heap_size_bytes")]
    public void The_process_is_described_under_the_usual_names(string name)
    {
        using var scrape = new Scrape();
        var value = double.Parse(Assert.Single(scrape.Samples(name)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(value > 0);
    }

    [Fact]
    public void Latency_buckets_are_those_of_S3_9()
    {
        using var scrape = Everything.Happened();
        Assert.Equal(
            [
                "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"0.1\"} 0", "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"0.25\"} 0",
                "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"0.5\"} 0", "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"1\"} 0",
                "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"2.5\"} 1", "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"5\"} 1",
                "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"10\"} 1", "llm_request_latency_seconds_bucket{model=\"glm-5\",le=\"+Inf\"} 1",
            ],
            scrape.Samples("llm_request_latency_seconds_bucket"));
        Assert.Equal(["llm_request_latency_seconds_sum{model=\"glm-5\"} 1.5"], scrape.Samples("llm_request_latency_seconds_sum"));
        Assert.Equal(["llm_request_latency_seconds_count{model=\"glm-5\"} 1"], scrape.Samples("llm_request_latency_seconds_count"));
    }

    [Fact]
    public void Overhead_buckets_are_written_as_people_type_them()
    {
        using var scrape = Everything.Happened();
        Assert.Contains("llm_router_overhead_seconds_bucket{le=\"0.00001\"} 0", scrape.Lines());
        Assert.Contains("llm_router_overhead_seconds_bucket{le=\"0.000025\"} 1", scrape.Lines());
    }

    [Fact]
    public void A_refused_request_counts_under_the_unknown_model_and_costs_nothing()
    {
        using var scrape = new Scrape();
        scrape.Metrics.RequestFinished(Outcomes.Refused(404, "model_not_found"));
        Assert.Equal(["llm_requests_total{model=\"unknown\",status=\"404\"} 1"], scrape.Samples("llm_requests_total"));
        Assert.Empty(scrape.Samples("llm_input_tokens_total"));
        Assert.Empty(scrape.Samples("llm_time_to_first_token_seconds_count"));
    }
}
