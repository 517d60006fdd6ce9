namespace LlmRouting.Contract.Api;

/// <summary>Names that manifests, the operator and the data plane must spell alike.</summary>
public static class ApiNames
{
    public const string Group = "llmrouting.dev";
    public const string Version = "v1alpha1";
    public const string ApiVersion = Group + "/" + Version;

    /// <summary>Namespace of an object that names none; gateway of a policy that names none.</summary>
    public const string Default = "default";

    /// <summary>Label of the Secrets we read: <see cref="ApiKeySecret"/> or <see cref="UpstreamCredentialSecret"/>.</summary>
    public const string SecretLabel = Group + "/secret";

    /// <summary>A client's API key as <c>keys create</c> writes it: id, sha256, policies, limitClass, notAfter.</summary>
    public const string ApiKeySecret = "api-key";

    /// <summary>Keys that <c>external.apiKeySecretRef</c> may point at.</summary>
    public const string UpstreamCredentialSecret = "upstream-credential";

    /// <summary>The key of a vLLM server that the operator runs, which makes it.</summary>
    public const string VllmKeySecret = "vllm-key";

    /// <summary>Annotation of an upstream credential: comma-separated hosts it may be sent to.</summary>
    public const string HostsAnnotation = Group + "/hosts";

    /// <summary>Label of an EndpointSlice: the ModelTier its addresses serve.</summary>
    public const string TierLabel = Group + "/tier";

    /// <summary>Label of an EndpointSlice: the Service it was made for.</summary>
    public const string ServiceLabel = "kubernetes.io/service-name";

    /// <summary>Annotation of our CRDs: which schema they have.</summary>
    public const string SchemaAnnotation = Group + "/schema";

    /// <summary>Of the CRDs in crds/; raised by every change of a schema.</summary>
    public const int SchemaRevision = 1;

    /// <summary>Entry of a <see cref="VllmKeySecret"/>.</summary>
    public const string VllmKeyEntry = "key";

    /// <summary>Name of the Secret with the key of a tier's vLLM servers.</summary>
    public static string VllmKeyOf(string tier) => $"{tier}-vllm-key";
}
