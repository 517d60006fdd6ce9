using System.Globalization;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Compilation;

/// <summary>RoutingPolicy → PolicySnapshot, defaults filled in. Takes valid policies only.</summary>
internal static class PolicyCompiler
{
    public static PolicySnapshot Compile(RoutingPolicy policy)
    {
        var spec = policy.Spec;
        var at = policy.Ref;
        return new PolicySnapshot
        {
            Namespace = at.Namespace,
            Name = at.Name,
            Uid = ObjectUid.Of(policy),
            Models = spec.Models,
            AllowExplicitTier = spec.AllowExplicitTier ?? false,
            Tiers = [.. spec.Tiers.Select(tier => new PolicyTier(tier.Name, $"{at.Namespace}/{tier.TierRef.Name}"))],
            Classifiers = [.. (spec.Classifiers ?? []).Select(ClassifierCompiler.Compile)],
            ActiveClassifier = spec.ActiveClassifier ?? spec.Classifiers?.FirstOrDefault()?.Name,
            OnClassifierFailure = spec.OnClassifierFailure?.Tier ?? spec.Tiers[^1].Name,
            Routes = [.. spec.Routes.Select(route => new RouteSnapshot(Condition(route.When), route.Tier))],
            Fallbacks = [.. (spec.Fallbacks ?? []).Select(fallback => new FallbackSnapshot(fallback.From, fallback.To))],
            Retry = Retry(spec.Retry),
            SessionAffinity = spec.SessionAffinity is { } affinity
                ? new SessionAffinitySnapshot(affinity.TierPolicy == TierPolicy.OnlyUpgrade)
                : null,
            RateLimits = [.. (spec.RateLimits ?? []).Select(RateLimit)],
            Cache = Cache(spec.Cache),
        };
    }

    private static RouteCondition? Condition(RouteConditionSpec? when) => when is null ? null : new RouteCondition
    {
        Labels = when.Labels ?? [],
        Categories = when.Categories ?? [],
        MinComplexity = when.MinComplexity is { } least ? double.Parse(least, CultureInfo.InvariantCulture) : null,
        LimitClasses = when.LimitClasses ?? [],
        Headers = [.. (when.Headers ?? []).Select(header => new HeaderMatch(header.Name.ToLowerInvariant(), header.Value))],
    };

    private static RetrySnapshot Retry(RetrySpec? spec)
    {
        var defaults = new RetrySnapshot();
        var longest = Durations.Or(spec?.Backoff?.Max, defaults.BackoffMax);
        var first = Durations.Or(spec?.Backoff?.Base, Durations.Min(defaults.BackoffBase, longest));
        return new RetrySnapshot
        {
            Attempts = spec?.Attempts ?? defaults.Attempts,
            BackoffBase = first,
            BackoffMax = Durations.Max(first, longest),
            On = [.. (spec?.RetryOn ?? defaults.On).Order()],
            BudgetPercent = spec?.Budget?.Percent ?? defaults.BudgetPercent,
            BudgetMinPerSecond = spec?.Budget?.MinPerSecond ?? defaults.BudgetMinPerSecond,
        };
    }

    private static RateLimitSnapshot RateLimit(RateLimitSpec spec) => new()
    {
        Name = spec.Name,
        LimitClass = spec.LimitClass,
        Requests = spec.Requests,
        Tokens = spec.Tokens,
        Window = Durations.Or(spec.Window, TimeSpan.Zero),
    };

    private static ResponseCacheSnapshot Cache(ResponseCacheSpec? spec)
    {
        var defaults = new ResponseCacheSnapshot();
        return new ResponseCacheSnapshot
        {
            Mode = spec?.Mode ?? defaults.Mode,
            Ttl = Durations.Or(spec?.Ttl, defaults.Ttl),
            IncludeSampled = spec?.IncludeSampled ?? defaults.IncludeSampled,
        };
    }
}
