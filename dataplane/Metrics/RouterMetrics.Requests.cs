using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Metrics;

public sealed partial class RouterMetrics
{
    private Counter<long> requests;
    private Counter<long> inputTokens;
    private Counter<long> outputTokens;
    private Counter<long> usageEstimated;
    private Counter<double> cost;
    private Histogram<double> latency;
    private Histogram<double> timeToFirstToken;
    private Histogram<double> overhead;

    /// <summary>The request is over, however it ended; called once for each.</summary>
    public void RequestFinished(in RequestOutcome outcome)
    {
        var model = Label("model", outcome.Model);
        requests.Add(1, model, Label("status", StatusText.Of(outcome.Status)));
        latency.Record(outcome.Latency.TotalSeconds, model);
        if (outcome.Overhead is { } own) overhead.Record(own.TotalSeconds);
        if (outcome.TimeToFirstToken is { } first) timeToFirstToken.Record(first.TotalSeconds, model);
        CountUsage(model, outcome.Usage, outcome.CostDollars);
    }

    /// <summary>An attempt before the one that decided a request used tokens and came to nothing.</summary>
    public void AttemptLost(string model, Usage usage, decimal dollars) => CountUsage(Label("model", model), usage, dollars);

    private void CountUsage(KeyValuePair<string, object?> model, Usage usage, decimal dollars)
    {
        if (usage.PromptTokens > 0) inputTokens.Add(usage.PromptTokens, model);
        if (usage.CompletionTokens > 0) outputTokens.Add(usage.CompletionTokens, model);
        if (dollars > 0) cost.Add((double)dollars, model);
        if (usage.Estimated) usageEstimated.Add(1, model);
    }

    [MemberNotNull(nameof(requests), nameof(inputTokens), nameof(outputTokens), nameof(usageEstimated), nameof(cost))]
    [MemberNotNull(nameof(latency), nameof(timeToFirstToken), nameof(overhead))]
    private void CreateRequestInstruments()
    {
        requests = Counter("llm_requests_total", "Requests by the model that served them and the HTTP status the client got.");
        inputTokens = Counter("llm_input_tokens_total", "Prompt tokens.");
        outputTokens = Counter("llm_output_tokens_total", "Completion tokens.");
        usageEstimated = Counter("llm_usage_estimated_total", "Answers and lost attempts whose tokens we estimated because the upstream reported none.");
        cost = Meter.CreateCounter<double>(
            "llm_estimated_cost_dollars", null, "Marginal cost in US dollars: tokens at the tier's prices. Only rises; rate() is per second.");
        latency = Histogram(
            "llm_request_latency_seconds", Buckets.Latency, "From a request's first byte to its answer's last.");
        timeToFirstToken = Histogram(
            "llm_time_to_first_token_seconds", Buckets.TimeToFirstToken, "Streams: from a request's first byte to the first choice.");
        overhead = Histogram(
            "llm_router_overhead_seconds", Buckets.Overhead, "Time the router itself spent before a request left for an upstream or the cache answered.");
    }
}
