using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>An attempt whose answer nobody got, though its prompt may have been computed.</summary>
public readonly record struct LostAttempt(TierSnapshot Tier, Usage Usage);
