using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace LlmRouting.DataPlane.Metrics.Tracing;

/// <summary>One span <c>llm_request</c> a request (S4.8), sent by OTLP where an endpoint is configured; else it costs a null check.</summary>
public sealed class RouterTracing : IDisposable
{
    public const string SourceName = "LlmRouting";

    private readonly ActivitySource source = new(SourceName);
    private readonly TracerProvider? provider;

    /// <param name="configuration">Holds the standard OTEL_* variables; the application's configuration does.</param>
    public RouterTracing(IConfiguration configuration) => provider = OtlpExport.Build(configuration, SourceName);

    /// <summary>Opens the span and makes it current, so that calls upstream are its children.</summary>
    /// <param name="operation">GenAI operation name: chat, text_completion, embeddings, generate_content.</param>
    /// <param name="requestModel">The client's word for the model.</param>
    /// <param name="traceParent">The client's traceparent header, if any.</param>
    /// <param name="traceState">The client's tracestate header, if any.</param>
    public RequestSpan Start(string operation, string requestModel, string? traceParent = null, string? traceState = null)
    {
        if (!source.HasListeners()) return default;
        var ambient = Activity.Current;
        // The host's own activity is exported by nobody: as a parent it would leave ours an orphan, and its sampling flag would drop it.
        Activity.Current = null;
        ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent);
        var activity = source.StartActivity(SpanAttributes.SpanName, ActivityKind.Client, parent);
        if (activity is null) Activity.Current = ambient;
        else SpanAttributes.SetRequest(activity, operation, requestModel);
        return new RequestSpan(activity, ambient);
    }

    /// <summary>Says on the current span, where it is ours and recorded, whom the request goes to. Of several the last one stays: it answered, or failed last.</summary>
    /// <param name="baseUrl">The endpoint's.</param>
    public static void Asking(string baseUrl)
    {
        if (Activity.Current is { IsAllDataRequested: true, Source.Name: SourceName } activity) SpanAttributes.SetEndpoint(activity, new Uri(baseUrl));
    }

    /// <summary>Closes the span with what became of the request. Does nothing for a span that was never opened.</summary>
    public void Finish(RequestSpan span, in RequestOutcome outcome)
    {
        if (span.Activity is not { } activity) return;
        if (activity.IsAllDataRequested)
        {
            SpanAttributes.SetOutcome(activity, outcome);
            LangfuseAttributes.Set(activity, outcome);
        }

        activity.Stop();
        Activity.Current = span.Ambient;
    }

    /// <summary>Sends what has not been sent yet, then stops.</summary>
    public void Dispose()
    {
        provider?.Dispose();
        source.Dispose();
    }
}
