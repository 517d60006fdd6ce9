using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Matching;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Selection;

/// <summary>From a classification to a tier that can serve the request, or a refusal that says why none can.</summary>
public static class SelectStep
{
    public static Refusal? Select(
        in PolicyMatch match, in ClassificationResult? classification, bool classifierFailed, ParsedRequest request, Caller caller, IHeaderDictionary headers,
        out TierSelection selection)
    {
        var policy = match.Policy;
        if (match.ExplicitTier is { } asked) return TierSelector.SelectExplicit(policy, asked, request, out selection);

        var name = classifierFailed ? policy.Snapshot.OnClassifierFailure : RouteTable.TierOf(policy.Snapshot, classification, caller, headers);
        var reason = classifierFailed ? "classifier_failure" : classification?.Reason ?? "route";
        return TierSelector.Select(policy, policy.Tier(name), reason, request, out selection);
    }
}
