using System.Diagnostics;
using LlmRouting.Contract.Validation;

namespace LlmRouting.DataPlane.Metrics.Tracing;

/// <summary>OpenTelemetry's GenAI conventions (v1.37, status development) for a call to a model, plus our own <c>llm_routing.*</c>.</summary>
internal static class SpanAttributes
{
    /// <summary>S4.8's name; the conventions' "{operation} {model}" is only a SHOULD.</summary>
    public const string SpanName = "llm_request";

    /// <summary>Longest value kept of what a client wrote.</summary>
    private const int MaxForeignLength = 256;

    public static void SetRequest(Activity activity, string operation, string requestModel)
    {
        activity.SetTag("gen_ai.operation.name", operation);
        activity.SetTag("gen_ai.request.model", Clip(requestModel));
    }

    public static void SetOutcome(Activity activity, in RequestOutcome outcome)
    {
        activity.SetTag("gen_ai.provider.name", outcome.Provider ?? "openai");
        activity.SetTag("gen_ai.response.model", outcome.Model);
        activity.SetTag("gen_ai.usage.input_tokens", outcome.Usage.PromptTokens);
        activity.SetTag("gen_ai.usage.output_tokens", outcome.Usage.CompletionTokens);
        if (outcome.FinishReason is { } reason) activity.SetTag("gen_ai.response.finish_reasons", new[] { reason });
        if (outcome.TimeToFirstToken is { } first) activity.SetTag("gen_ai.response.time_to_first_chunk", first.TotalSeconds);
        SetRouting(activity, outcome);
        SetStatus(activity, outcome);
    }

    public static void SetEndpoint(Activity activity, Uri endpoint)
    {
        activity.SetTag("server.address", UpstreamUrl.HostOf(endpoint));
        activity.SetTag("server.port", endpoint.Port);
    }

    private static void SetRouting(Activity activity, in RequestOutcome outcome)
    {
        activity.SetTag("llm_routing.request_id", outcome.RequestId);
        activity.SetTag("llm_routing.policy", outcome.Policy);
        activity.SetTag("llm_routing.tier", outcome.Tier);
        activity.SetTag("llm_routing.side", outcome.Side);
        activity.SetTag("llm_routing.attempts", outcome.Attempts);
        activity.SetTag("llm_routing.cost_usd", (double)outcome.CostDollars);
        if (outcome.Overhead is { } own) activity.SetTag("llm_routing.overhead_us", own.TotalMicroseconds);
        activity.SetTag("llm_routing.usage_estimated", outcome.Usage.Estimated);
    }

    private static void SetStatus(Activity activity, in RequestOutcome outcome)
    {
        activity.SetTag("http.response.status_code", outcome.Status);
        if (outcome.ErrorType is null && outcome.Status < 400) return;
        var error = outcome.ErrorType ?? StatusText.Of(outcome.Status);
        activity.SetTag("error.type", error);
        activity.SetStatus(ActivityStatusCode.Error, error);
    }

    private static string Clip(string value) => value.Length <= MaxForeignLength ? value : value[..MaxForeignLength];
}
