using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// External tiers whose credential was taken away: its Secret, our label on it, its entry, or the host it may be sent to. That is how a credential is revoked, so it is not held.
/// The tier stays in the snapshot without a server, as a deleted one does: or one Secret would take out every policy that names the tier.
/// </summary>
internal static class RevokedTiers
{
    /// <summary>As they compiled last, but for the credential.</summary>
    /// <param name="result">Of a compilation that they dropped out of.</param>
    public static IReadOnlyList<ModelTier> Of(HeldCompilation result, ManifestObjects objects, LastGood remembered)
    {
        var served = result.Snapshot.Tiers.Select(tier => tier.Key).ToHashSet(StringComparer.Ordinal);
        var faulty = result.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => problem.Object).ToHashSet();
        return
        [
            .. objects.Tiers.Where(tier => tier.Spec.External?.ApiKeySecretRef is not null && faulty.Contains(tier.Ref) && !served.Contains(tier.Ref.Key))
                .Select(tier => remembered.Find(tier.Ref) is ModelTier { Spec.External: not null } before && before.Metadata.Uid == tier.Metadata.Uid ? before : null)
                .OfType<ModelTier>()
                .Select(tier => tier with { Spec = tier.Spec with { External = tier.Spec.External! with { ApiKeySecretRef = null } } }),
        ];
    }

    /// <summary>Those that are there now, with these in their places.</summary>
    public static ManifestObjects In(ManifestObjects objects, IReadOnlyList<ModelTier> revoked)
    {
        var names = revoked.Select(tier => tier.Ref).ToHashSet();
        return objects with { Tiers = [.. objects.Tiers.Where(tier => !names.Contains(tier.Ref)), .. revoked], Broken = objects.Broken.Where(at => !names.Contains(at)).ToHashSet() };
    }

    /// <summary>What was wrong before they stood in, which is as wrong as it was; nothing of them is remembered.</summary>
    public static HeldCompilation Said(HeldCompilation before, HeldCompilation with)
    {
        var passed = before.Problems.Except(with.Problems).ToList();
        return with with
        {
            Next = before.Next,
            Problems =
            [
                .. with.Problems, .. passed.Where(problem => problem.Object.Kind == nameof(ModelTier)),
                .. passed.Where(problem => problem is { Object.Kind: nameof(RoutingPolicy), Reason: ProblemReasons.RefNotUsable })
                    .Select(problem => problem with { Message = problem.Message + GoneTiers.WhereRequestsGo }),
            ],
        };
    }
}
