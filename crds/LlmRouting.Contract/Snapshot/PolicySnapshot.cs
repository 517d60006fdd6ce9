using System.Text.Json.Serialization;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Snapshot;

/// <summary>One RoutingPolicy with its references resolved. <see cref="PolicyTier.Tier"/> and friends are tier keys: <c>namespace/name</c>.</summary>
public sealed record PolicySnapshot
{
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public required string Uid { get; init; }

    /// <summary>Client model names this policy answers; each belongs to one policy of a gateway.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Whether a client may ask for one of <see cref="Tiers"/> by its name in the policy (S4.20).</summary>
    public bool AllowExplicitTier { get; init; }

    /// <summary>Weakest first.</summary>
    public required IReadOnlyList<PolicyTier> Tiers { get; init; }

    public IReadOnlyList<ClassifierSnapshot> Classifiers { get; init; } = [];

    /// <summary>Name of one of <see cref="Classifiers"/>, or null where routes need no labels.</summary>
    public string? ActiveClassifier { get; init; }

    /// <summary>Tier name in the policy that serves when the classifier fails or is late; never a 5xx (S0.6).</summary>
    public required string OnClassifierFailure { get; init; }

    /// <summary>First match wins; the last has no condition.</summary>
    public required IReadOnlyList<RouteSnapshot> Routes { get; init; }

    public IReadOnlyList<FallbackSnapshot> Fallbacks { get; init; } = [];
    public RetrySnapshot Retry { get; init; } = new();
    public SessionAffinitySnapshot? SessionAffinity { get; init; }
    public IReadOnlyList<RateLimitSnapshot> RateLimits { get; init; } = [];
    public ResponseCacheSnapshot Cache { get; init; } = new();

    [JsonIgnore]
    public string Key => $"{Namespace}/{Name}";

    /// <summary>What people and metrics read: the name, with the namespace before it where that is not <c>default</c>.</summary>
    [JsonIgnore]
    public string DisplayName => Namespace == ApiNames.Default ? Name : Key;
}

/// <param name="Name">The tier's name in this policy, e.g. <c>weak</c>.</param>
/// <param name="Tier">Key of the <see cref="TierSnapshot"/>.</param>
public sealed record PolicyTier(string Name, string Tier);

/// <param name="When">Null matches everything.</param>
/// <param name="Tier">Tier name in the policy.</param>
public sealed record RouteSnapshot(RouteCondition? When, string Tier);

/// <summary>All given members must hold; a list holds when any of its items does. Empty or null members are not looked at.</summary>
public sealed record RouteCondition
{
    public IReadOnlyList<string> Labels { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>0..1, inclusive.</summary>
    public double? MinComplexity { get; init; }

    public IReadOnlyList<string> LimitClasses { get; init; } = [];

    /// <summary>Every one must be present with exactly this value; names are compared case-insensitively.</summary>
    public IReadOnlyList<HeaderMatch> Headers { get; init; } = [];
}

public sealed record HeaderMatch(string Name, string Value);

/// <param name="From">Tier name in the policy.</param>
/// <param name="To">Tier names in the policy, in the order they are tried.</param>
public sealed record FallbackSnapshot(string From, IReadOnlyList<string> To);
