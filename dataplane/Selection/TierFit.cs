using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Selection;

/// <summary>How well a tier can serve a request, best first.</summary>
public enum TierFit
{
    Fits,

    /// <summary>Within 10 % of the context (S0.16), where an estimate may be wrong: a tier with more room comes first.</summary>
    Tight,
    TooLong,
    LacksCapability,
}

/// <summary>Capability and context-length guards (S0.16, S2.7), in tokens on both sides.</summary>
public static class TierFits
{
    public static TierFit FitOf(this RuntimeTier tier, ParsedRequest request)
    {
        if (!tier.Capabilities.Covers(request.Needs)) return TierFit.LacksCapability;
        if (tier.Snapshot.ContextTokens is not { } context) return TierFit.Fits;
        var needed = (long)request.EstimatedPromptTokens + (request.MaxTokens ?? tier.Snapshot.DefaultMaxTokens ?? 0);
        return needed > context ? TierFit.TooLong : needed * 10 > context * 9L ? TierFit.Tight : TierFit.Fits;
    }
}
