using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Moves a request off a tier that cannot serve it: to the tier's fallbacks in order, then to the other tiers, strongest first.</summary>
public static class TierSelector
{
    public static Refusal? Select(RuntimePolicy policy, RuntimePolicyTier wanted, string reason, ParsedRequest request, out TierSelection selection)
    {
        selection = new TierSelection(wanted, reason);
        var fit = wanted.Tier.FitOf(request);
        if (fit == TierFit.Fits) return null;

        var best = Better(policy, wanted, request, ref fit);
        if (fit > TierFit.Tight) return Refused(policy, request, fit);
        if (best != wanted) selection = new TierSelection(best, $"{reason}; {(wanted.Tier.FitOf(request) == TierFit.LacksCapability ? "capability" : "context")}:{wanted.Name}->{best.Name}");
        return null;
    }

    /// <summary>A tier asked for by name serves or refuses; it is never another one silently.</summary>
    public static Refusal? SelectExplicit(RuntimePolicy policy, RuntimePolicyTier wanted, ParsedRequest request, out TierSelection selection)
    {
        selection = new TierSelection(wanted, "explicit");
        var fit = wanted.Tier.FitOf(request);
        return fit <= TierFit.Tight ? null : Refused(policy, request, fit, wanted);
    }

    private static RuntimePolicyTier Better(RuntimePolicy policy, RuntimePolicyTier wanted, ParsedRequest request, ref TierFit fit)
    {
        var best = wanted;
        foreach (var fallback in wanted.Stable.AsSpan(1)) Consider(policy.Tier(fallback.Name), request, ref best, ref fit);
        for (var i = policy.Tiers.Length - 1; i >= 0; i--) Consider(policy.Tiers[i], request, ref best, ref fit);
        return best;
    }

    private static void Consider(RuntimePolicyTier tier, ParsedRequest request, ref RuntimePolicyTier best, ref TierFit fit)
    {
        var its = tier.Tier.FitOf(request);
        if (its >= fit) return;
        best = tier;
        fit = its;
    }

    private static Refusal Refused(RuntimePolicy policy, ParsedRequest request, TierFit fit, RuntimePolicyTier? only = null)
    {
        RuntimePolicyTier[] tiers = only is null ? policy.Tiers : [only];
        if (fit == TierFit.LacksCapability) return CapabilityRefusal.Of(policy, tiers, request);
        var largest = tiers.Where(tier => tier.Tier.Offers(request)).Max(tier => tier.Tier.Snapshot.ContextTokens ?? 0);
        return Refusal.Invalid("context_length_exceeded",
            $"This request needs about {request.LongestPromptTokens} prompt tokens and {request.MaxTokens ?? 0} for the answer; the largest context it may use is {largest} tokens.",
            PromptParams.Of(request.Dialect));
    }
}
