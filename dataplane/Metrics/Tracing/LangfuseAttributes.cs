using System.Diagnostics;
using System.Globalization;
using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Metrics.Tracing;

/// <summary>S4.8's tags and metadata under the names that Langfuse reads from OTLP spans; other backends see plain attributes.</summary>
internal static class LangfuseAttributes
{
    private const string Metadata = "langfuse.trace.metadata.";

    public static void Set(Activity activity, in RequestOutcome outcome)
    {
        var facts = outcome.Classification;
        activity.SetTag("langfuse.trace.name", SpanAttributes.SpanName);
        activity.SetTag("langfuse.trace.tags", Tags(outcome.Tier, facts));
        activity.SetTag(Metadata + "classifier_version", facts.ClassifierVersion);
        activity.SetTag(Metadata + "content_length", facts.ContentLength);
        activity.SetTag(Metadata + "strong_keywords_found", facts.StrongKeywords?.ToArray() ?? []);
        activity.SetTag(Metadata + "request_id", outcome.RequestId);
        SetCost(activity, outcome);
    }

    private static string[] Tags(string tier, ClassificationFacts facts) =>
    [
        $"tier:{tier}",
        facts.KeywordMatch ? "keyword_match:true" : "keyword_match:false",
        string.Create(CultureInfo.InvariantCulture, $"turn_count:{facts.TurnCount}"),
    ];

    // S4.9 finds false positives by cost and by time to first token.
    private static void SetCost(Activity activity, in RequestOutcome outcome)
    {
        activity.SetTag("langfuse.observation.cost_details", $"{{\"total\":{Cost.Format(outcome.CostDollars)}}}");
        if (outcome.TimeToFirstToken is not { } first) return;
        var at = activity.StartTimeUtc + first;
        activity.SetTag("langfuse.observation.completion_start_time", at.ToString("O", CultureInfo.InvariantCulture));
    }
}
