using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Where a tier's requests go and with which key.</summary>
internal sealed class UpstreamResolver(
    ObjectIndex<Secret> secrets, ObjectIndex<EndpointSlice> slices, CompileOptions options, ProblemList problems)
{
    private const string BaseUrl = "spec.external.baseUrl";
    private const string SecretRef = "spec.external.apiKeySecretRef";

    /// <summary>Far more than a tier has, and few enough for a frame.</summary>
    private const int MaxServers = 10_000;

    private static readonly Memo<EndpointSlice, EndpointsSnapshot> Alone = new(slice => Join(TierOf(slice), [slice]));
    private readonly ILookup<string, EndpointSlice> slicesOf = slices.InOrder.Where(slice => !problems.IsOut(slice.Ref) && !TierSlices.IsOfAnotherService(slice)).ToLookup(TierOf, StringComparer.Ordinal);

    /// <summary>Null where nothing is known about the tier's endpoints, which is not the same as knowing that none is ready.</summary>
    public EndpointsSnapshot? Endpoints(ModelTier tier)
    {
        if (tier.Spec.External is { } external)
            return UpstreamUrl.TryParse(external.BaseUrl, out var url, out _) ? new EndpointsSnapshot(tier.Ref.Key, [url!.Endpoint]) : null;
        EndpointSlice[] own = [.. slicesOf[tier.Ref.Key]];
        return own switch { [] => null, [var only] => Alone.Of(only), _ => Join(tier.Ref.Key, own) };
    }

    /// <summary>Reports whatever stands between the tier and its upstream.</summary>
    public void Check(ModelTier tier)
    {
        if (tier.Spec.External is not { } external || !UpstreamUrl.TryParse(external.BaseUrl, out var url, out _)) return;
        if (url!.Insecure && !options.AllowInsecureUpstreams)
            problems.Error(tier.Ref, BaseUrl, ProblemReasons.InsecureUpstream, "must be https");
        else if (url.Insecure && !url.IsLocal)
            problems.Error(tier.Ref, BaseUrl, ProblemReasons.InsecureUpstream, "must be https: http is for this machine and private networks only");
        if (external.ApiKeySecretRef is { } reference) CheckCredential(tier, url, reference);
    }

    /// <summary>The key a valid tier authenticates with, or null.</summary>
    public CredentialSnapshot? Credential(ModelTier tier)
    {
        if (tier.Spec.Vllm is not null) return OwnKey(tier);
        if (tier.Spec.External?.ApiKeySecretRef is not { } reference) return null;
        if (secrets.Find(tier.Ref.Namespace, reference.Name) is not { } secret) return null;
        return SecretValues.Find(secret, reference.Key) is { } key ? new CredentialSnapshot(tier.Ref.Key, key, SecretValues.Hosts(secret)) : null;
    }

    /// <summary>It names no hosts: it goes to the endpoints of its own tier, which come and go.</summary>
    private CredentialSnapshot? OwnKey(ModelTier tier) =>
        VllmKey.Of(secrets.Find(tier.Ref.Namespace, ApiNames.VllmKeyOf(tier.Ref.Name))) is { } key ? new CredentialSnapshot(tier.Ref.Key, key, []) : null;

    /// <summary>What its credential takes in a frame at most.</summary>
    public int CredentialBytes(ModelTier tier) =>
        Credential(tier) is { } credential ? 256 + (2 * credential.ApiKey.Length) + credential.Hosts.Sum(host => host.Length + 3) : 0;

    public void CheckSlices(ObjectIndex<ModelTier> tiers)
    {
        var path = Manifests.FieldPath.Key("metadata.labels", ApiNames.TierLabel);
        foreach (var slice in slices.InOrder.Where(slice => !problems.IsOut(slice.Ref)))
        {
            var name = slice.Metadata.Labels![ApiNames.TierLabel];
            if (tiers.Find(slice.Ref.Namespace, name) is not { } tier)
                problems.Note(slice.Ref, path, ProblemReasons.RefNotFound, $"there is no ModelTier {name} in namespace {slice.Ref.Namespace}: not used");
            else if (tier.Spec.External is not null)
                problems.Note(slice.Ref, path, ProblemReasons.NotUsed, $"ModelTier {name} is external and has its baseUrl: not used");
            else if (TierSlices.IsOfAnotherService(slice))
                problems.Note(slice.Ref, path, ProblemReasons.NotUsed, $"belongs to Service {TierSlices.Service(slice)}, and the tier's is called {name}: not used");
        }
    }

    /// <summary>A tier's key is found by its Secret's name, so one of another name is nobody's.</summary>
    public void CheckVllmKeys(ObjectIndex<ModelTier> tiers)
    {
        var keys = secrets.InOrder.Where(secret => SecretValues.Role(secret) == ApiNames.VllmKeySecret && !problems.IsOut(secret.Ref)).ToList();
        if (keys.Count == 0) return;
        var names = tiers.InOrder.Where(tier => tier.Spec.Vllm is not null).Select(tier => $"{tier.Ref.Namespace}/{ApiNames.VllmKeyOf(tier.Ref.Name)}").ToHashSet(StringComparer.Ordinal);
        foreach (var secret in keys.Where(secret => !names.Contains(secret.Ref.Key)))
            problems.Note(secret.Ref, "metadata.name", ProblemReasons.RefNotFound, $"is the key of no vLLM tier in namespace {secret.Ref.Namespace}: the Secret of a tier called small is called {ApiNames.VllmKeyOf("small")}");
    }

    private void CheckCredential(ModelTier tier, UpstreamUrl url, SecretKeyRef reference)
    {
        var label = $"{ApiNames.SecretLabel}: {ApiNames.UpstreamCredentialSecret}";
        var secret = secrets.Find(tier.Ref.Namespace, reference.Name);
        if (secret is null)
            problems.Error(tier.Ref, SecretRef + ".name", ProblemReasons.RefNotFound, $"there is no Secret {reference.Name} with the label {label} in namespace {tier.Ref.Namespace}");
        else if (SecretValues.Role(secret) != ApiNames.UpstreamCredentialSecret)
            problems.Error(tier.Ref, SecretRef + ".name", ProblemReasons.CredentialNotAllowed, $"Secret {reference.Name} lacks the label {label}");
        else if (problems.IsOut(secret.Ref))
            problems.Error(tier.Ref, SecretRef + ".name", ProblemReasons.RefNotUsable, $"Secret {reference.Name} has problems of its own{problems.WordsOf(secret.Ref)}");
        else if (SecretValues.Find(secret, reference.Key) is null)
            problems.Error(tier.Ref, SecretRef + ".key", ProblemReasons.RefNotFound, $"Secret {reference.Name} has no key {reference.Key}");
        else if (!SecretValues.Hosts(secret).Contains(url.Host.ToLowerInvariant()))
            problems.Error(
                tier.Ref, BaseUrl, ProblemReasons.CredentialNotAllowed,
                $"Secret {reference.Name} may not be sent to {url.Host}: its annotation {ApiNames.HostsAnnotation} does not name it");
    }

    private static EndpointsSnapshot Join(string tier, EndpointSlice[] slices) =>
        new(tier, [.. slices.SelectMany(Urls).Distinct().Order(StringComparer.Ordinal).Take(MaxServers)]);

    private static string TierOf(EndpointSlice slice) => $"{slice.Ref.Namespace}/{slice.Metadata.Labels![ApiNames.TierLabel]}";

    private static IEnumerable<string> Urls(EndpointSlice slice)
    {
        var port = slice.Ports![0].Port;
        return (slice.Endpoints ?? [])
            .Where(endpoint => endpoint.Conditions?.Ready != false)
            .SelectMany(endpoint => endpoint.Addresses)
            .Select(address => ServerUrl.Of(address, port));
    }
}
