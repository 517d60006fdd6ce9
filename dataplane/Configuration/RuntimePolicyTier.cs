
namespace LlmRouting.DataPlane.Configuration;

/// <summary>One tier of a policy, with the candidates of both sides of its split worked out.</summary>
public sealed record RuntimePolicyTier
{
    /// <summary>The tier's name in the policy.</summary>
    public required string Name { get; init; }

    public required RuntimeTier Tier { get; init; }
    public RuntimeSplit? Split { get; init; }

    /// <summary>The tier alone: for clients that asked for it by name.</summary>
    public required Candidate[] Alone { get; init; }

    /// <summary>The tier, then its fallbacks. Fallback traffic never enters a canary.</summary>
    public required Candidate[] Stable { get; init; }

    /// <summary>The canary, then its own stable, then the fallbacks; empty without a split.</summary>
    public required Candidate[] Canary { get; init; }
}
