using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Objects to a snapshot. Pure: equal objects in whatever order give an equal snapshot, byte for byte. An object that was there before is neither checked nor compiled again.</summary>
public static class SnapshotCompiler
{
    private static readonly Memo<Secret, IReadOnlyList<FieldProblem>> Secrets = new(SecretValidator.Validate);
    private static readonly Memo<EndpointSlice, IReadOnlyList<FieldProblem>> Slices = new(EndpointSliceValidator.Validate);
    private static readonly Memo<ModelTier, IReadOnlyList<FieldProblem>> Tiers = new(ModelTierValidator.Validate);
    private static readonly Memo<RoutingPolicy, IReadOnlyList<FieldProblem>> Policies = new(RoutingPolicyValidator.Validate);
    private static readonly Memo<CanaryRollout, IReadOnlyList<FieldProblem>> Rollouts = new(CanaryRolloutValidator.Validate);
    private static readonly Memo<RoutingPolicy, PolicySnapshot> CompiledPolicies = new(PolicyCompiler.Compile);
    private static readonly Memo<ModelTier, TierSnapshot> CompiledTiers = new(TierCompiler.Compile);

    /// <summary>What is in order is in the snapshot; what is not is left out with an error, and takes those with it that refer to it.</summary>
    public static CompilationResult Compile(ManifestObjects objects, CompileOptions options)
    {
        var json = ApiJsonContext.Default;
        var problems = new ProblemList();
        problems.Exclude(objects.Broken);
        var secrets = new ObjectIndex<Secret>(objects.Secrets, json.Secret, options, problems, Secrets);
        var slices = new ObjectIndex<EndpointSlice>(objects.EndpointSlices, json.EndpointSlice, options, problems, Slices);
        var tiers = new ObjectIndex<ModelTier>(objects.Tiers, json.ModelTier, options, problems, Tiers);
        var policies = new ObjectIndex<RoutingPolicy>(objects.Policies, json.RoutingPolicy, options, problems, Policies);
        var rollouts = new ObjectIndex<CanaryRollout>(objects.Rollouts, json.CanaryRollout, options, problems, Rollouts);

        var upstreams = new UpstreamResolver(secrets, slices, options, problems);
        foreach (var tier in tiers.InOrder)
        {
            upstreams.Check(tier);
            CapabilityNotes.Check(tier, problems);
        }

        upstreams.CheckSlices(tiers);
        upstreams.CheckVllmKeys(tiers);
        var resolver = new PolicyResolver(policies, tiers, options, problems);
        resolver.Check();
        new PolicyBudget(policies, tiers, rollouts, upstreams, problems).Check(resolver, CompiledPolicies.Of, CompiledTiers.Of);
        var splits = new RolloutResolver(rollouts, policies, tiers, resolver, problems).Resolve();
        var served = resolver.Served();
        var keys = new KeyResolver(secrets, policies, problems).Resolve(served);
        var used = Used(tiers, served, splits);
        NoteUnused(tiers, policies, rollouts, problems);
        var snapshot = new RoutingSnapshot
        {
            Gateway = options.Gateway,
            Policies = [.. served.Select(CompiledPolicies.Of)],
            Tiers = [.. used.Select(CompiledTiers.Of)],
            Endpoints = [.. used.Select(upstreams.Endpoints).OfType<EndpointsSnapshot>()],
            Splits = splits,
            Keys = keys,
            Credentials = [.. used.Select(upstreams.Credential).OfType<CredentialSnapshot>()],
        };
        return new CompilationResult(CanonicalJson.Stamp(snapshot), problems.InOrder());
    }

    /// <summary>Tiers that a served policy or an active split names.</summary>
    private static IReadOnlyList<ModelTier> Used(
        ObjectIndex<ModelTier> tiers, IReadOnlyList<RoutingPolicy> served, IReadOnlyList<SplitSnapshot> splits)
    {
        var named = served
            .SelectMany(policy => policy.Spec.Tiers.Select(tier => $"{policy.Ref.Namespace}/{tier.TierRef.Name}"))
            .Concat(splits.Select(split => split.Canary))
            .ToHashSet(StringComparer.Ordinal);
        return [.. tiers.InOrder.Where(tier => named.Contains(tier.Ref.Key))];
    }

    /// <summary>Says which tiers nobody names, faulty objects included: they may be about to.</summary>
    private static void NoteUnused(
        ObjectIndex<ModelTier> tiers, ObjectIndex<RoutingPolicy> policies, ObjectIndex<CanaryRollout> rollouts, ProblemList problems)
    {
        if (policies.InOrder.Count == 0) return;
        var named = policies.InOrder
            .SelectMany(policy => policy.Spec.Tiers.Select(tier => $"{policy.Ref.Namespace}/{tier.TierRef.Name}"))
            .Concat(rollouts.InOrder.Select(rollout => $"{rollout.Ref.Namespace}/{rollout.Spec.Tier.CanaryRef.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var tier in tiers.InOrder.Where(tier => !named.Contains(tier.Ref.Key) && !problems.IsOut(tier.Ref)))
            problems.Note(tier.Ref, "", ProblemReasons.NotUsed, "is not used: no RoutingPolicy and no CanaryRollout names it");
    }
}
