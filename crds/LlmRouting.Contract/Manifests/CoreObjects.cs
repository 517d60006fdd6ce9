using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Manifests;

/// <summary>Kubernetes' own objects that lie among ours: only labelled ones are our business.</summary>
internal static class CoreObjects
{
    public static bool AreForUs(ApiObject value)
    {
        var label = value is Secret ? ApiNames.SecretLabel : ApiNames.TierLabel;
        return value.Metadata.Labels?.ContainsKey(label) == true;
    }

    /// <summary>Name only: enough to say which label a Secret lacks, and nothing of what it holds.</summary>
    public static ApiObject Bare(ApiObject value) => new Secret
    {
        ApiVersion = value.ApiVersion,
        Kind = value.Kind,
        Metadata = new ObjectMeta { Name = value.Metadata.Name, Namespace = value.Metadata.Namespace },
    };
}
