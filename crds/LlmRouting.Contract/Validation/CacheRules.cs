using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>The volume that keeps a tier's model files.</summary>
internal static class CacheRules
{
    private const string Path = "spec.cache.pvc";
    private static readonly string[] Modes = ["ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public static void Check(FieldCheck check, CacheVolumeSpec? volume)
    {
        if (volume is null) return;
        if (!Quantity.TryParse(volume.Size, out var size) || volume.Size.EndsWith('m')) check.Report($"{Path}.size", "must be a size such as 100Gi");
        else check.When(size <= 0, $"{Path}.size", "must be greater than 0");
        check.Pattern($"{Path}.storageClassName", volume.StorageClassName, Names.Subdomain(), "a StorageClass's name");
        check.OneOf($"{Path}.accessMode", volume.AccessMode, Modes);
    }
}
