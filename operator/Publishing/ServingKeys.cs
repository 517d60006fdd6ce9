using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LlmRouting.Operator.Publishing;

/// <summary>What the Secret holds: every trusted authority, newest first, and the serving certificate.</summary>
internal sealed record ServingKeys(IReadOnlyList<CertifiedKey> Authorities, CertifiedKey Serving)
{
    public const string ServingCertificate = "tls.crt";
    public const string ServingKey = "tls.key";
    public const string Bundle = "ca.crt";
    public const string AuthorityKeys = "ca.key";

    /// <summary>The authorities as one PEM text.</summary>
    public string BundlePem => string.Join('\n', Authorities.Select(authority => authority.CertificatePem)) + "\n";

    /// <summary>Whether we made the authority; otherwise somebody else rotates it and we only serve.</summary>
    public bool IsOurs => Authorities.Any(authority => authority.HasKey);

    /// <summary>Tells nothing of the key it comes from: the authority's where it is ours, else that of the certificate, which is replaced more often.</summary>
    public byte[] Derive(string purpose)
    {
        var key = Secret((Authorities.FirstOrDefault(authority => authority.HasKey) ?? Serving).KeyPem);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes("llmrouting.dev/" + purpose));
    }

    /// <summary>Bytes of the private key: <c>openssl ecparam -genkey</c> writes the curve's name before it, which everybody knows.</summary>
    private static byte[] Secret(string pem)
    {
        var key = ReadKeys(pem).First(block => block[PemEncoding.Find(block).Label].EndsWith("PRIVATE KEY", StringComparison.Ordinal));
        return Convert.FromBase64String(key[PemEncoding.Find(key).Base64Data]);
    }

    /// <summary>The names of the serving certificate.</summary>
    public IReadOnlyList<string> Names()
    {
        using var certificate = Serving.Certificate();
        return [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())];
    }

    /// <summary>Data of the Secret, base64.</summary>
    public IReadOnlyDictionary<string, string> ToData() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ServingCertificate] = Base64(Serving.CertificatePem + "\n"),
        [ServingKey] = Base64(Serving.KeyPem + "\n"),
        [Bundle] = Base64(BundlePem),
        [AuthorityKeys] = Base64(string.Join('\n', Authorities.Where(authority => authority.HasKey).Select(authority => authority.KeyPem)) + "\n"),
    };

    /// <summary>Null where the data does not hold a usable certificate, its key and an authority.</summary>
    public static ServingKeys? FromData(IReadOnlyDictionary<string, string>? data)
    {
        if (data is null || !data.ContainsKey(ServingCertificate) || !data.ContainsKey(ServingKey) || !data.ContainsKey(Bundle)) return null;
        try
        {
            var keys = data.TryGetValue(AuthorityKeys, out var text) ? ReadKeys(Text(text)) : [];
            var bundle = new X509Certificate2Collection();
            bundle.ImportFromPem(Text(data[Bundle]));
            using var serving = X509Certificate2.CreateFromPem(Text(data[ServingCertificate]), Text(data[ServingKey]));
            return bundle.Count == 0 ? null : new ServingKeys(
                [.. bundle.Select(authority => CertifiedKey.Of(authority, null) with { KeyPem = KeyOf(authority, keys) })],
                CertifiedKey.Of(serving, null) with { CertificatePem = Text(data[ServingCertificate]).Trim(), KeyPem = Text(data[ServingKey]).Trim() });
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string KeyOf(X509Certificate2 authority, IReadOnlyList<string> keys) => keys.FirstOrDefault(pem =>
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        using var theirs = authority.GetECDsaPublicKey();
        return theirs is not null && theirs.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }) ?? "";

    private static IReadOnlyList<string> ReadKeys(string pem)
    {
        var keys = new List<string>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            keys.Add(rest[fields.Location].ToString());
            rest = rest[fields.Location.End..];
        }

        return keys;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Text(string base64) => Encoding.ASCII.GetString(Convert.FromBase64String(base64));
}
