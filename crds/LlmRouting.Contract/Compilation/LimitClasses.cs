using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Compilation;

/// <summary>The limit classes that policies know. A key of another class has no limit of its own, which nobody would notice.</summary>
internal sealed class LimitClasses(ObjectIndex<RoutingPolicy> policies, ProblemList problems)
{
    private readonly ILookup<string, RoutingPolicy> byNamespace = policies.InOrder.ToLookup(policy => policy.Ref.Namespace, StringComparer.Ordinal);

    /// <summary>What is wrong with the key's class, or null; also while one of its policies is missing or has problems, which come first.</summary>
    public string? Fault(KeySnapshot key)
    {
        if (key.LimitClass is not { } wanted) return null;
        RoutingPolicy[] opened = [.. byNamespace[key.Namespace].Where(policy => key.Policies.Count == 0 || key.Policies.Contains(policy.Ref.Name))];
        if (opened.Length == 0 || opened.Length < key.Policies.Count || opened.Any(policy => problems.IsOut(policy.Ref) || Named(policy).Contains(wanted))) return null;
        var near = Suggestion.For(wanted, opened.SelectMany(Named).Distinct());
        return $"no RoutingPolicy that it opens has a limit or route for class {wanted}{(near is null ? "" : $" (did you mean {near}?)")}: only limits without a class hold for it";
    }

    private static IEnumerable<string> Named(RoutingPolicy policy) =>
        (policy.Spec.RateLimits ?? []).Select(limit => limit.LimitClass).OfType<string>()
        .Concat(policy.Spec.Routes.SelectMany(route => route.When?.LimitClasses ?? []));
}
