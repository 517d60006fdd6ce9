using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Matching;

/// <param name="ExplicitTier">Set when the client asked for a tier by name (S4.20): no classification, no split, no fallback.</param>
public readonly record struct PolicyMatch(RuntimePolicy Policy, RuntimePolicyTier? ExplicitTier);
