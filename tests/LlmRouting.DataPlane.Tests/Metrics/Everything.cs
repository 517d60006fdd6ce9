using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Tests.Metrics;

internal static class Everything
{
    /// <summary>Every event once.</summary>
    public static Scrape Happened()
    {
        var scrape = new Scrape();
        Observe(scrape.Metrics);
        Count(scrape.Metrics);
        return scrape;
    }

    private static void Count(RouterMetrics metrics)
    {
        metrics.RequestFinished(Outcomes.Success());
        metrics.RoutingDecided("default", "strong", "v7", "keyword", "glm-5");
        metrics.FallbackTaken("default", "strong", "weak");
        metrics.CanaryObserved("small-v2", "canary", "failure");
        metrics.FeedbackReceived("default", "strong", "stable", "down");
        metrics.RateLimited("default", "free");
        metrics.Retried("large", "ServerError");
        metrics.RetryBudgetExhausted("large");
        metrics.UpstreamFailed("large", "Reset");
        metrics.AttemptGivenUp("large", "context_exceeded");
        metrics.CacheHit();
        metrics.ConfigApplied();
        metrics.ConfigRefused();
    }

    private static void Observe(RouterMetrics metrics)
    {
        metrics.ObserveBreakers(() => [new LabelledValue("large", 2)]);
        metrics.ObserveInFlight(() => [new LabelledValue("large", 7)]);
        metrics.ObserveHeld(() => [new LabelledValue("large", 3)]);
        metrics.ObserveOperator(() => true);
        metrics.ObserveTierCost(() => [new LabelledValue("large", 24)]);
        metrics.ObserveEjections(() => [new EndpointValue("large", "http://10.0.0.7:8000", 1)]);
        metrics.ObserveRevision(() => "0123456789ab");
    }
}
