using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>Objects as an API server would hand them out.</summary>
internal static class Samples
{
    public static ModelTier Tier(string name, Func<ModelTierSpec, ModelTierSpec>? change = null, string? uid = null, long generation = 1)
    {
        var spec = new ModelTierSpec
        {
            Model = new ModelSource { Uri = "hf://Qwen/Qwen3-4B", Name = "qwen3-4b" },
            Gpu = new GpuSpec { Class = "l4" },
            Vllm = new VllmSpec { Version = "0.11.2", MaxModelLen = 8192 },
        };
        return new ModelTier
        {
            ApiVersion = ApiNames.ApiVersion,
            Kind = nameof(ModelTier),
            Metadata = Meta(name, uid, generation),
            Spec = change is null ? spec : change(spec),
        };
    }

    /// <summary>Served by https://api.example.com with <see cref="Credential"/>.</summary>
    public static ModelTier External(string name, string secret = "provider") => Tier(name, spec => new ModelTierSpec
    {
        Model = new ModelSource { Uri = spec.Model.Uri, Name = spec.Model.Name },
        External = new ExternalSpec { BaseUrl = "https://api.example.com/v1", ApiKeySecretRef = new SecretKeyRef { Name = secret, Key = "key" } },
    });

    public static Secret Credential(string? hosts = "api.example.com", string role = ApiNames.UpstreamCredentialSecret, string entry = "key", string value = "sk-test", string name = "provider") =>
        Secret(name, role, new() { [entry] = value }, hosts);

    /// <param name="id">Null: the entry is not there.</param>
    /// <param name="policies">Null: every policy of the namespace.</param>
    public static Secret Key(string? id = "k1", string? policies = null) =>
        Secret("caller", ApiNames.ApiKeySecret, new() { [id is null ? "none" : "id"] = id ?? "", ["sha256"] = new string('a', 64), ["policies"] = policies ?? "" });

    private static Secret Secret(string name, string role, Dictionary<string, string> data, string? hosts = null) => new()
    {
        ApiVersion = "v1",
        Kind = nameof(Contract.Api.Secret),
        Metadata = Meta(name, null, 1) with
        {
            Labels = new Dictionary<string, string> { [ApiNames.SecretLabel] = role },
            Annotations = hosts is null ? null : new Dictionary<string, string> { [ApiNames.HostsAnnotation] = hosts },
        },
        StringData = data,
    };

    public static RoutingPolicy Policy(string name, string tier, string model = "auto", string? uid = null, long generation = 1) => new()
    {
        ApiVersion = ApiNames.ApiVersion,
        Kind = nameof(RoutingPolicy),
        Metadata = Meta(name, uid, generation),
        Spec = new RoutingPolicySpec
        {
            Models = [model],
            Tiers = [new PolicyTierSpec { Name = "only", TierRef = new LocalRef { Name = tier } }],
            Routes = [new RouteSpec { Tier = "only" }],
        },
    };

    public static EndpointSlice Slice(string tier, params string[] addresses) => new()
    {
        ApiVersion = "discovery.k8s.io/v1",
        Kind = nameof(EndpointSlice),
        Metadata = Meta(tier + "-abcde", null, 1) with { Labels = new Dictionary<string, string> { [ApiNames.TierLabel] = tier, [ApiNames.ServiceLabel] = tier } },
        Endpoints = [.. addresses.Select(address => new SliceEndpoint { Addresses = [address] })],
        Ports = [new SlicePort { Port = 8000 }],
    };

    public static PublishInputs Inputs(ulong version, params ApiObject[] objects) => new(
        ManifestObjects.Of(objects),
        new SourceVersions { Tiers = version, Policies = version, Rollouts = version, Secrets = version, EndpointSlices = version });

    /// <summary>Nothing a tier of ours may say.</summary>
    public static ModelTierSpec Broken(ModelTierSpec spec) => spec with { MaxInFlight = -1 };

    public static Peer Peer(string uid = "pod-1") => new("models", "gateway", "name-of-" + uid, uid);

    private static ObjectMeta Meta(string name, string? uid, long generation) => new()
    {
        Name = name,
        Namespace = "models",
        Uid = uid ?? "uid-of-" + name,
        Generation = generation,
        CreationTimestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
