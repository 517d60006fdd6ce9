using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Selection;

/// <summary>How well a tier can serve a request, best first.</summary>
public enum TierFit
{
    Fits,

    /// <summary>Above 90 % of the context (S0.16), where an estimate may be wrong: a tier with more room comes first.</summary>
    Tight,
    TooLong,
    LacksCapability,
}

/// <summary>Capability and context-length guards (S0.16, S2.7), in tokens on both sides.</summary>
public static class TierFits
{
    /// <summary>Everything a request uses, several streamed choices among it (S1.11).</summary>
    public static bool Offers(this RuntimeTier tier, ParsedRequest request) =>
        tier.Capabilities.Covers(request.Needs) && (tier.Snapshot.StreamsChoices != false || !request.Stream || request.Choices == 1);

    public static TierFit FitOf(this RuntimeTier tier, ParsedRequest request)
    {
        if (!tier.Offers(request)) return TierFit.LacksCapability;
        if (tier.Snapshot.ContextTokens is not { } context) return TierFit.Fits;
        long prompt = request.LongestPromptTokens;
        long answer = request.MaxTokens ?? tier.Snapshot.DefaultMaxTokens ?? 0;
        // Without the model's tokenizer the prompt may be a quarter shorter than it looks; between the two the server decides, exactly.
        if (prompt * 3 / 4 + answer > context) return TierFit.TooLong;
        return (prompt + answer) * 10 > context * 9L ? TierFit.Tight : TierFit.Fits;
    }
}
