using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmRouting.Operator.Publishing;

/// <summary>Makes ECDSA P-256 authorities and serving certificates.</summary>
internal static class CertificateFactory
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static CertifiedKey Authority(DateTimeOffset now, CertificateSchedule schedule)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Two authorities of one name could not be told apart while both are trusted.
        var name = $"CN=LLM Routing serving CA {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now - schedule.ClockSkew, now + schedule.AuthorityLifetime);
        return CertifiedKey.Of(certificate, key);
    }

    public static CertifiedKey Serving(CertifiedKey issuer, IReadOnlyList<string> names, DateTimeOffset now, CertificateSchedule schedule)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = issuer.WithKey();
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(Names(names));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var end = now + schedule.ServingLifetime;
        using var certificate = request.Create(
            authority, Later(now - schedule.ClockSkew, issuer.NotBefore), end < issuer.NotAfter ? end : issuer.NotAfter, Serial());
        return CertifiedKey.Of(certificate, key);
    }

    private static X509Extension Names(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names) builder.AddDnsName(name);
        return builder.Build();
    }

    /// <summary>128 random bits, positive as RFC 5280 wants it.</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
