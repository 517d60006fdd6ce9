using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Selection;

/// <param name="Candidates">The assigned tier first.</param>
/// <param name="Side">Which side of a split the request was assigned to; None without one.</param>
public readonly record struct SplitAssignment(Candidate[] Candidates, SplitSide Side, RuntimeSplit? Split);

/// <summary>Sends a share of a tier's traffic to its canary. Explicit requests, fallbacks and retries never enter one.</summary>
public static class SplitStep
{
    public static SplitAssignment Assign(RuntimePolicyTier tier, bool isExplicit, ParsedRequest request, Caller caller, IHeaderDictionary headers)
    {
        if (isExplicit) return new SplitAssignment(tier.Alone, SplitSide.None, null);
        if (tier.Split is not { } split || !split.IsServing) return new SplitAssignment(tier.Stable, SplitSide.None, null);

        var sticky = split.Snapshot.StickyHeader is { } name ? headers[name].ToString() : null;
        var toCanary = split.State.ChooseCanary(split.Snapshot, caller.HasKey ? caller.Id : null, sticky);
        // Dealt to a canary that cannot serve it, a request is evidence for neither side.
        if (toCanary && split.Canary.FitOf(request) > TierFit.Tight) return new SplitAssignment(tier.Stable, SplitSide.None, null);
        return toCanary ? new SplitAssignment(tier.Canary, SplitSide.Canary, split) : new SplitAssignment(tier.Stable, SplitSide.Stable, split);
    }
}
