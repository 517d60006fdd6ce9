using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Reconcilers.Policies;

/// <summary>What data planes do not serve of what a policy needs, for people; pure.</summary>
public static class RefusalWords
{
    /// <summary>More sentences, and more names in one, nobody reads.</summary>
    private const int Most = 3;

    /// <returns>One sentence a refused frame, however many pods refuse it.</returns>
    public static IReadOnlyList<string> Of(RoutingPolicy policy, IEnumerable<PodRefusal> refusals)
    {
        var tiers = (policy.Spec.Tiers ?? []).Select(tier => $"{policy.Ref.Namespace}/{tier.TierRef.Name}").ToHashSet(StringComparer.Ordinal);
        return
        [
            .. refusals.Where(item => item.Refusal.Kind != FrameKind.Endpoints || tiers.Contains(item.Refusal.Tier ?? ""))
                .GroupBy(item => What(item.Refusal), item => item.Peer.PodName)
                .OrderBy(same => same.Key, StringComparer.Ordinal).Take(Most)
                .Select(same => $"{Names([.. same.Distinct().Order(StringComparer.Ordinal)])} {same.Key}"),
        ];
    }

    private static string What(FrameRefusal refusal) =>
        $"cannot serve {refusal.Kind}{(refusal.Tier is null ? "" : " of " + refusal.Tier)}: {string.Join(", ", refusal.Problems)}";

    private static string Names(IReadOnlyList<string> pods) =>
        pods.Count <= Most ? string.Join(", ", pods) : $"{string.Join(", ", pods.Take(Most))} and {pods.Count - Most} more";
}
