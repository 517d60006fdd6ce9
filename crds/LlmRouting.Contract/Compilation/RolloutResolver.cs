using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Compilation;

/// <summary>Active splits: at most one per policy and stable tier, the older rollout first; a tier is not stable in one and canary in another.</summary>
internal sealed class RolloutResolver(
    ObjectIndex<CanaryRollout> rollouts, ObjectIndex<RoutingPolicy> policies, ObjectIndex<ModelTier> tiers, PolicyResolver bound, ProblemList problems)
{
    public IReadOnlyList<SplitSnapshot> Resolve()
    {
        var active = new List<CanaryRollout>();
        foreach (var rollout in rollouts.ByAge)
        {
            if (Policy(rollout) is not { } policy) continue;
            TierReference.Check(rollout.Ref, "spec.tier.canaryRef.name", rollout.Spec.Tier.CanaryRef.Name, tiers, problems);
            if (problems.IsOut(rollout.Ref) || problems.IsOut(policy.Ref)) continue;
            if (!NamesStable(rollout, policy) || IsBehind(rollout, active)) continue;
            active.Add(rollout);
        }

        return [.. active.Select(Split).OrderBy(split => split.Policy, StringComparer.Ordinal).ThenBy(split => split.Stable, StringComparer.Ordinal)];
    }

    /// <summary>The policy, where this gateway serves it.</summary>
    private RoutingPolicy? Policy(CanaryRollout rollout)
    {
        const string path = "spec.policyRef.name";
        var name = rollout.Spec.PolicyRef.Name;
        var policy = policies.Find(rollout.Ref.Namespace, name);
        if (policy is null)
            problems.Error(rollout.Ref, path, ProblemReasons.RefNotFound, $"there is no RoutingPolicy {name} in namespace {rollout.Ref.Namespace}");
        else if (!bound.IsBound(policy)) return null;
        else if (problems.IsOut(policy.Ref))
            problems.Note(rollout.Ref, path, ProblemReasons.RefNotUsable, $"does nothing while RoutingPolicy {name} has problems");
        return policy;
    }

    private bool NamesStable(CanaryRollout rollout, RoutingPolicy policy)
    {
        var stable = rollout.Spec.Tier.StableRef.Name;
        if (policy.Spec.Tiers.Any(tier => tier.TierRef.Name == stable)) return true;
        problems.Note(
            rollout.Ref, "spec.tier.stableRef.name", ProblemReasons.Completed,
            $"does nothing: RoutingPolicy {policy.Ref.Name} does not use ModelTier {stable} (any more)");
        return false;
    }

    private bool IsBehind(CanaryRollout rollout, List<CanaryRollout> active)
    {
        var tier = rollout.Spec.Tier;
        foreach (var older in active.Where(older => older.Ref.Namespace == rollout.Ref.Namespace && older.Spec.PolicyRef == rollout.Spec.PolicyRef))
        {
            var why = older.Spec.Tier switch
            {
                var other when other.StableRef == tier.StableRef => $"splits ModelTier {tier.StableRef.Name} already",
                var other when other.CanaryRef == tier.StableRef => $"has ModelTier {tier.StableRef.Name} as its canary, and splits do not chain",
                var other when other.StableRef == tier.CanaryRef => $"splits ModelTier {tier.CanaryRef.Name}, and splits do not chain",
                _ => null,
            };
            if (why is null) continue;
            problems.Note(rollout.Ref, "spec.tier", ProblemReasons.Superseded, $"does nothing: {older.Ref}, which is older or comes first by name, {why}");
            return true;
        }

        return false;
    }

    private static SplitSnapshot Split(CanaryRollout rollout) => new()
    {
        RolloutUid = ObjectUid.Of(rollout),
        Rollout = rollout.Ref.Name,
        Policy = $"{rollout.Ref.Namespace}/{rollout.Spec.PolicyRef.Name}",
        Stable = $"{rollout.Ref.Namespace}/{rollout.Spec.Tier.StableRef.Name}",
        Canary = $"{rollout.Ref.Namespace}/{rollout.Spec.Tier.CanaryRef.Name}",
        Weight = rollout.Spec.Weight,
        Attempt = rollout.Spec.Attempt ?? 1,
        StickyHeader = rollout.Spec.Sticky?.Header.ToLowerInvariant(),
    };
}
