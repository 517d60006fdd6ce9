using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>Whose word the API server's proxy gives: the authority of its client certificate, the names it may have, the headers it writes.</summary>
public sealed class FrontProxyTrust
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const int MaxVerified = 64;

    private readonly X509Certificate2Collection authorities;
    private readonly IReadOnlyList<string> names;
    private readonly ConcurrentDictionary<string, DateTime> verified = new(StringComparer.Ordinal);

    private FrontProxyTrust(X509Certificate2Collection authorities, IReadOnlyList<string> names, IReadOnlyList<string> userHeaders, string text) =>
        (this.authorities, this.names, UserHeaders, Text) = (authorities, names, userHeaders, text);

    /// <summary>Headers that may name the user, the first that is there counts.</summary>
    public IReadOnlyList<string> UserHeaders { get; }

    /// <summary>What it was read from.</summary>
    public string Text { get; }

    /// <summary>Null where the ConfigMap extension-apiserver-authentication has no authority for the proxy.</summary>
    /// <exception cref="CryptographicException">The authority is no certificate.</exception>
    /// <exception cref="JsonException">A list is no JSON list.</exception>
    public static FrontProxyTrust? Of(JsonObject? configMap)
    {
        var data = configMap?["data"];
        if (data?["requestheader-client-ca-file"]?.GetValue<string>() is not { Length: > 0 } pem) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count == 0 ? null
            : new FrontProxyTrust(authorities, List(data, "requestheader-allowed-names"), List(data, "requestheader-username-headers"), data.ToJsonString());
    }

    /// <param name="now">By which the certificate must be valid.</param>
    public bool Accepts(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (names.Count > 0 && !names.Contains(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false))) return false;
        if (verified.TryGetValue(certificate.Thumbprint, out var until) && now.UtcDateTime < until) return true;
        using var chain = new X509Chain { ChainPolicy = Policy(now) };
        if (!chain.Build(certificate)) return false;
        if (verified.Count >= MaxVerified) verified.Clear();
        verified[certificate.Thumbprint] = chain.ChainElements.Min(element => element.Certificate.NotAfter.ToUniversalTime());
        return true;
    }

    private X509ChainPolicy Policy(DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTimeIgnored = false,
            VerificationTime = now.LocalDateTime,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return policy;
    }

    /// <summary>JSON lists within strings.</summary>
    private static IReadOnlyList<string> List(JsonNode data, string name) =>
        data[name]?.GetValue<string>() is { Length: > 0 } text && JsonNode.Parse(text) is JsonArray items ? [.. items.Select(item => item?.GetValue<string>() ?? "")] : [];
}
