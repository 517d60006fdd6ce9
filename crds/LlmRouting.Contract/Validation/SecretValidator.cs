using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>What a labelled Secret must hold. No sentence repeats a value.</summary>
public static class SecretValidator
{
    /// <summary>Of a policies or hosts list.</summary>
    private const int MaxNames = 64;

    /// <summary>Of a credential; longer headers are refused by most servers.</summary>
    private const int MaxCharacters = 8192;

    /// <summary>Every problem at once; none for a Secret without our label.</summary>
    public static IReadOnlyList<FieldProblem> Validate(Secret secret)
    {
        var check = new FieldCheck();
        MetadataRules.Check(check, secret.Metadata, ours: false);
        foreach (var key in secret.Data?.Keys ?? [])
            check.When(SecretValues.Find(secret, key) is null, FieldPath.Key("data", key), "must be UTF-8 text in base64");
        switch (SecretValues.Role(secret))
        {
            case null: return [];
            case ApiNames.ApiKeySecret: ApiKey(check, secret); break;
            case ApiNames.UpstreamCredentialSecret: Credential(check, secret); break;
            case ApiNames.VllmKeySecret: VllmKey(check, secret); break;
            default: check.Report(LabelPath, $"must be {ApiNames.ApiKeySecret}, {ApiNames.UpstreamCredentialSecret} or, for the operator's own, {ApiNames.VllmKeySecret}"); break;
        }

        return check.Problems;
    }

    private static string LabelPath => FieldPath.Key("metadata.labels", ApiNames.SecretLabel);

    private static void ApiKey(FieldCheck check, Secret secret)
    {
        Required(check, secret, "id");
        Required(check, secret, "sha256");
        check.Pattern(Path(secret, "id"), SecretValues.Find(secret, "id"), Names.KeyId(), "1 to 64 letters, digits and -");
        check.Pattern(
            Path(secret, "sha256"), SecretValues.Find(secret, "sha256"), Names.Sha256(),
            "the SHA-256 of the key's secret part, 64 lower-case hex digits (dataplane keys create writes it)");
        var policies = SecretValues.List(secret, "policies");
        check.Count(Path(secret, "policies"), policies, 0, MaxNames);
        foreach (var policy in policies.Take(MaxNames))
            check.When(!Names.Label().IsMatch(policy), Path(secret, "policies"), "must be policy names, separated by commas");
        check.Name(Path(secret, "limitClass"), SecretValues.Find(secret, "limitClass"));
        check.When(
            SecretValues.Find(secret, "notAfter") is { } end && !SecretValues.TryTime(end, out _),
            Path(secret, "notAfter"), "must be a time such as \"2027-01-31T00:00:00Z\"");
    }

    private static void Credential(FieldCheck check, Secret secret)
    {
        var path = FieldPath.Key("metadata.annotations", ApiNames.HostsAnnotation);
        var hosts = SecretValues.Hosts(secret);
        check.When(hosts.Count == 0, path, "is required: the hosts this credential may be sent to, separated by commas");
        check.Count(path, hosts, 0, MaxNames);
        foreach (var host in hosts.Take(MaxNames).Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            check.Report(path, $"{host} is not a host name: write it without scheme, port and path");
        foreach (var key in SecretValues.Keys(secret)) Token(check, secret, key);
    }

    private static void VllmKey(FieldCheck check, Secret secret)
    {
        Required(check, secret, ApiNames.VllmKeyEntry);
        Token(check, secret, ApiNames.VllmKeyEntry);
    }

    private static void Token(FieldCheck check, Secret secret, string key)
    {
        var value = SecretValues.Find(secret, key);
        check.When(value is { Length: > MaxCharacters }, Path(secret, key), $"must not be longer than {MaxCharacters} characters");
        check.When(value is "" || value?.Any(c => c is <= ' ' or > '~') == true, Path(secret, key), "must be printable ASCII without spaces and line ends, as a bearer token is");
    }

    private static void Required(FieldCheck check, Secret secret, string key) =>
        check.When(!SecretValues.Keys(secret).Contains(key), FieldPath.Key("stringData", key), "is required");

    private static string Path(Secret secret, string key) =>
        FieldPath.Key(secret.StringData?.ContainsKey(key) == true ? "stringData" : "data", key);
}
