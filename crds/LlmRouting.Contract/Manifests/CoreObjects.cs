using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Manifests;

/// <summary>Kubernetes' own objects that lie among ours: only labelled ones are our business.</summary>
internal static class CoreObjects
{
    public static bool AreForUs(ApiObject value) => value.Metadata.Labels?.ContainsKey(LabelOf(value)) == true;

    /// <summary>Why an object that looks like one of ours is not; null for one that does not.</summary>
    public static string? Mistaken(ApiObject value)
    {
        var ours = (value.Metadata.Labels?.Keys ?? []).Concat(value.Metadata.Annotations?.Keys ?? [])
            .Where(name => name.StartsWith(ApiNames.Group + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
        return ours is null ? null : $"has {ours}, but not the label {LabelOf(value)}, by which it would be read: skipped";
    }

    private static string LabelOf(ApiObject value) => value is Secret ? ApiNames.SecretLabel : ApiNames.TierLabel;

    /// <summary>Name only: enough to say which label a Secret lacks, and nothing of what it holds.</summary>
    public static ApiObject Bare(ApiObject value) => new Secret
    {
        ApiVersion = value.ApiVersion,
        Kind = value.Kind,
        Metadata = new ObjectMeta { Name = value.Metadata.Name, Namespace = value.Metadata.Namespace },
    };
}
