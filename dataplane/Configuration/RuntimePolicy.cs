using System.Collections.Frozen;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Classification;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>A policy as requests use it.</summary>
public sealed record RuntimePolicy
{
    public required PolicySnapshot Snapshot { get; init; }

    /// <summary>Weakest first.</summary>
    public required RuntimePolicyTier[] Tiers { get; init; }

    /// <summary>Null where the routes need no labels.</summary>
    public HeuristicClassifier? Classifier { get; init; }

    /// <summary>Limits by limit class; those without a class hold for everybody.</summary>
    public required FrozenDictionary<string, RateLimitSnapshot[]> LimitsByClass { get; init; }

    public required RateLimitSnapshot[] CommonLimits { get; init; }

    public IReadOnlyList<RateLimitSnapshot> LimitsFor(Caller caller) =>
        caller.LimitClass is { } limitClass && LimitsByClass.TryGetValue(limitClass, out var limits) ? limits : CommonLimits;

    /// <summary><c>namespace/name</c>, made once.</summary>
    public string Key => key ??= Snapshot.Key;

    /// <summary>What people and metrics read, made once.</summary>
    public string DisplayName => displayName ??= Snapshot.DisplayName;

    private string? key;
    private string? displayName;

    public string ClassifierName => Snapshot.ActiveClassifier ?? "none";

    public RuntimePolicyTier Tier(string name)
    {
        foreach (var tier in Tiers)
        {
            if (tier.Name == name) return tier;
        }

        throw new InvalidOperationException($"policy {Snapshot.Key} names no tier '{name}': the compiler lets no such snapshot out");
    }
}
