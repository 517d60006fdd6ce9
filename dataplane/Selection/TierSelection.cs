using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Selection;

/// <param name="Tier">Where the request goes, before its split.</param>
/// <param name="Decision">Why, short and header-safe.</param>
public readonly record struct TierSelection(RuntimePolicyTier Tier, string Decision);
