using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Matching;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Selection;

namespace LlmRouting.DataPlane.Serving;

/// <summary>Steps 3 to 6 of the request path for somebody who only wants to know; for <c>/v1/route</c> and the <c>route</c> verb.</summary>
public sealed class RoutePreview(ClassifyStep classifier, TimeProvider time)
{
    public Refusal? Preview(RuntimeSnapshot snapshot, ReadOnlyMemory<byte> chat, Caller caller, IHeaderDictionary headers, out RouteDecision? decision)
    {
        var started = time.GetTimestamp();
        decision = null;
        using var request = new ParsedRequest();
        if (RequestParser.Parse(Dialect.Chat, chat, request) is { } malformed) return malformed;
        if (PolicyMatcher.Match(snapshot, request.Model, caller, out var match) is { } unknown) return unknown;

        var failed = false;
        var classification = match.ExplicitTier is null ? classifier.Classify(match.Policy, request, out failed) : null;
        if (SelectStep.Select(match, classification, failed, request, caller, headers, out var selection) is { } unsuited) return unsuited;
        decision = Describe(match, classification, selection, request) with { RouterLatencyMs = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3) };
        return null;
    }

    private static RouteDecision Describe(in PolicyMatch match, in ClassificationResult? classification, in TierSelection selection, ParsedRequest request) => new()
    {
        Policy = match.Policy.DisplayName,
        Tier = selection.Tier.Name,
        Model = selection.Tier.Tier.Snapshot.Model,
        Classifier = classification is null ? "none" : match.Policy.ClassifierName,
        Label = classification is { } c ? LabelNames.Of(c.Label) : null,
        Category = classification?.Category,
        ComplexityScore = classification?.Complexity,
        Confidence = classification?.Confidence,
        Reasoning = selection.Decision,
        Keywords = classification is null ? [] : match.Policy.Classifier!.KeywordsFound(request),
        Fallbacks = match.ExplicitTier is null ? [.. selection.Tier.Stable.Skip(1).Select(f => f.Name)] : [],
        Canary = match.ExplicitTier is null && selection.Tier.Split is { } split
            ? new CanarySplit(split.DisplayName, split.Canary.Snapshot.Model, split.Snapshot.Weight, split.Snapshot.StickyHeader) : null,
        EstimatedPromptTokens = request.EstimatedPromptTokens,
        RouterLatencyMs = 0,
    };
}
