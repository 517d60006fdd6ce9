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
        overhead.Record(outcome.Overhead.TotalSeconds);
        if (outcome.TimeToFirstToken is { } first) timeToFirstToken.Record(first.TotalSeconds, model);
        CountUsage(model, outcome.Usage, outcome.CostDollars);
    }

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
        requests = Meter.CreateCounter<long>("llm_requests_total", null, "Requests by the model that served them and the HTTP status the client got.");
        inputTokens = Meter.CreateCounter<long>("llm_input_tokens_total", null, "Prompt tokens.");
        outputTokens = Meter.CreateCounter<long>("llm_output_tokens_total", null, "Completion tokens.");
        usageEstimated = Meter.CreateCounter<long>("llm_usage_estimated_total", null, "Requests whose tokens we estimated because the upstream reported none.");
        cost = Meter.CreateCounter<double>("llm_estimated_cost_dollars", null, "Marginal cost in US dollars: tokens at the tier's prices. Only rises; rate() is per second.");
        latency = Meter.CreateHistogram("llm_request_latency_seconds", null, "From a request's first byte to its answer's last.", null, Buckets.Latency);
        timeToFirstToken = Meter.CreateHistogram("llm_time_to_first_token_seconds", null, "Streams: from a request's first byte to the first choice.", null, Buckets.TimeToFirstToken);
        overhead = Meter.CreateHistogram("llm_router_overhead_seconds", null, "Time the router itself spent before a request left for an upstream.", null, Buckets.Overhead);
    }
}
