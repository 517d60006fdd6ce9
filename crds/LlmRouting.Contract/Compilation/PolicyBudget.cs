using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Compilation;

/// <summary>Keeps out what is too large for the frames that all namespaces share. A policy is charged with all it brings along: tiers, their credentials, splits.</summary>
internal sealed class PolicyBudget(
    ObjectIndex<RoutingPolicy> policies, ObjectIndex<ModelTier> tiers, ObjectIndex<CanaryRollout> rollouts, UpstreamResolver upstreams, ProblemList problems)
{
    /// <summary>As much as a manifest may have; some keyword rules have a few KiB.</summary>
    private const int PolicyBytes = ReadLimits.DocumentBytes;

    /// <summary>Six names of at most 63 characters and a header's.</summary>
    private const int SplitBytes = 1024;

    public void Check(PolicyResolver bound, Func<RoutingPolicy, PolicySnapshot> policyOf, Func<ModelTier, TierSnapshot> tierOf)
    {
        var canaries = rollouts.InOrder.Where(rollout => !problems.IsOut(rollout.Ref)).ToLookup(rollout => (rollout.Ref.Namespace, rollout.Spec.PolicyRef.Name));
        var parts = new List<(string, long, RoutingPolicy)>();
        foreach (var policy in policies.ByAge.Where(policy => bound.IsBound(policy) && !problems.IsOut(policy.Ref)))
        {
            var bytes = SnapshotRevision.BytesOf(policyOf(policy));
            if (bytes > PolicyBytes) Refuse(policy, $"has {bytes} bytes for data planes, more than {PolicyBytes}");
            else parts.Add((policy.Ref.Namespace, bytes + Company(policy, [.. canaries[(policy.Ref.Namespace, policy.Ref.Name)]], tierOf), policy));
        }

        foreach (var policy in FrameBudget.Excess(parts))
            Refuse(policy, $"does not fit: the gateway's policies may have {FrameBudget.FrameBytes} bytes, and namespace {policy.Ref.Namespace} uses up its share with older ones");
    }

    private long Company(RoutingPolicy policy, CanaryRollout[] canaries, Func<ModelTier, TierSnapshot> tierOf) =>
        policy.Spec.Tiers.Select(tier => tier.TierRef.Name).Concat(canaries.Select(canary => canary.Spec.Tier.CanaryRef.Name)).Distinct()
            .Select(name => tiers.Find(policy.Ref.Namespace, name)).OfType<ModelTier>().Where(tier => !problems.IsOut(tier.Ref))
            .Sum(tier => SnapshotRevision.BytesOf(tierOf(tier)) + upstreams.CredentialBytes(tier))
        + (canaries.Length * (long)SplitBytes);

    private void Refuse(RoutingPolicy policy, string message) => problems.Error(policy.Ref, "spec", ProblemReasons.TooLarge, message);
}
