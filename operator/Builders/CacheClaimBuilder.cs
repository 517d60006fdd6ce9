using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>The volume that keeps downloaded model files.</summary>
internal static class CacheClaimBuilder
{
    public const string Shared = "ReadWriteMany";

    public static Manifest? Build(TierPlan plan)
    {
        if (plan.Spec.Cache?.Pvc is not { } claim) return null;
        Quantity.TryCanonical(claim.Size, out var size);
        return ManifestShape.Claim.Of(plan.Tier, TierNames.CacheClaim(plan.Name), ("spec", Json.Of(
            ("accessModes", Json.Strings([AccessMode(claim)])),
            ("resources", Json.Of(("requests", Json.Of(("storage", size))))),
            ("storageClassName", claim.StorageClassName))));
    }

    public static string AccessMode(CacheVolumeSpec claim) => claim.AccessMode ?? Shared;
}
