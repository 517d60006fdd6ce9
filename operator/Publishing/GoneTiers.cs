using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// Tiers that were deleted while a policy still names them. They stay in the snapshot without a server, so that the policy's other tiers go on and its fallbacks take over;
/// without them the whole policy would be out, for one line too many in it.
/// </summary>
internal static class GoneTiers
{
    public const string WhereRequestsGo = ": its requests go to the fallbacks, or get a 503 where there are none";

    /// <param name="remembered">As they compiled last.</param>
    public static IReadOnlyList<ModelTier> Of(ManifestObjects objects, IReadOnlyList<UnreadableObject> unreadable, IEnumerable<ModelTier> remembered)
    {
        var there = objects.Tiers.Select(tier => tier.Ref).Concat(unreadable.Select(item => item.Object)).ToHashSet();
        var missing = objects.Policies.SelectMany(policy => policy.Spec.Tiers, (policy, tier) => new ObjectRef(nameof(ModelTier), policy.Ref.Namespace, tier.TierRef.Name))
            .Where(tier => !there.Contains(tier)).ToHashSet();
        return missing.Count == 0 ? [] : [.. remembered.Where(tier => missing.Contains(tier.Ref))];
    }

    /// <summary>Nobody waits for a server that will not come: what is not managed is not held.</summary>
    public static RoutingSnapshot Emptied(RoutingSnapshot snapshot, IReadOnlyList<ModelTier> gone)
    {
        if (gone.Count == 0) return snapshot;
        var keys = gone.Select(tier => tier.Ref.Key).ToHashSet(StringComparer.Ordinal);
        return snapshot with
        {
            Tiers = [.. snapshot.Tiers.Select(tier => keys.Contains(tier.Key) ? tier with { Managed = false } : tier)],
            Endpoints = [.. snapshot.Endpoints.Where(tier => !keys.Contains(tier.Tier)).Concat(snapshot.Tiers.Where(tier => keys.Contains(tier.Key)).Select(tier => new EndpointsSnapshot(tier.Key, []))).OrderBy(tier => tier.Tier, StringComparer.Ordinal)],
            Credentials = [.. snapshot.Credentials.Where(credential => !keys.Contains(credential.Tier))],
        };
    }

    public static IEnumerable<ObjectProblem> Problems(ManifestObjects objects, IReadOnlyList<ModelTier> gone)
    {
        var names = gone.Select(tier => tier.Ref).ToHashSet();
        foreach (var policy in names.Count == 0 ? [] : objects.Policies)
        {
            for (var i = 0; i < policy.Spec.Tiers.Count; i++)
            {
                var tier = policy.Spec.Tiers[i].TierRef.Name;
                if (!names.Contains(new ObjectRef(nameof(ModelTier), policy.Ref.Namespace, tier))) continue;
                yield return new ObjectProblem(
                    policy.Ref, FieldPath.Field(FieldPath.Item("spec.tiers", i), "tierRef.name"),
                    $"there is no ModelTier {tier} in namespace {policy.Ref.Namespace} any more{WhereRequestsGo}", ProblemReasons.RefNotFound);
            }
        }
    }
}
