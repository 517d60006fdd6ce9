using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Tests.Metrics;

public class HotPathTests
{
    [Fact]
    public void Counting_a_request_allocates_nothing()
    {
        using var scrape = new Scrape();
        var outcome = Outcomes.Success();
        Request(scrape.Metrics, outcome);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Request(scrape.Metrics, outcome);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void No_event_is_lost_among_many_threads()
    {
        using var scrape = new Scrape();
        var outcome = Outcomes.Success();
        Parallel.For(0, 20_000, _ => scrape.Metrics.RequestFinished(outcome));
        Assert.Equal(["llm_requests_total{model=\"glm-5\",status=\"200\"} 20000"], scrape.Samples("llm_requests_total"));
        Assert.Equal(["llm_request_latency_seconds_sum{model=\"glm-5\"} 30000"], scrape.Samples("llm_request_latency_seconds_sum"));
        Assert.Equal(["llm_input_tokens_total{model=\"glm-5\"} 24000000"], scrape.Samples("llm_input_tokens_total"));
    }

    private static void Request(RouterMetrics metrics, in RequestOutcome outcome)
    {
        metrics.RoutingDecided("default", "strong", "v7", "keyword", "glm-5");
        metrics.CacheMissed();
        metrics.CanaryObserved("small-v2", "canary", "success");
        metrics.RequestFinished(outcome);
    }
}
