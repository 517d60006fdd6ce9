namespace LlmRouting.Contract.Api;

public sealed record RoutingPolicySpec
{
    /// <summary>The data plane that serves the policy; default <c>default</c>.</summary>
    public LocalRef? GatewayRef { get; init; }

    /// <summary>Client model names this policy answers.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Whether a client may ask for a tier by its name in this policy (S4.20).</summary>
    public bool? AllowExplicitTier { get; init; }

    /// <summary>Weakest first.</summary>
    public required IReadOnlyList<PolicyTierSpec> Tiers { get; init; }

    public IReadOnlyList<ClassifierSpec>? Classifiers { get; init; }

    /// <summary>May be left out where there is only one classifier.</summary>
    public string? ActiveClassifier { get; init; }

    /// <summary>Default: the strongest tier, "pay more than fail" (S1.6).</summary>
    public ClassifierFailureSpec? OnClassifierFailure { get; init; }

    /// <summary>First match wins; the last, and only the last, has no <c>when</c>.</summary>
    public required IReadOnlyList<RouteSpec> Routes { get; init; }

    public IReadOnlyList<FallbackSpec>? Fallbacks { get; init; }
    public RetrySpec? Retry { get; init; }
    public SessionAffinitySpec? SessionAffinity { get; init; }
    public IReadOnlyList<RateLimitSpec>? RateLimits { get; init; }
    public ResponseCacheSpec? Cache { get; init; }
}
