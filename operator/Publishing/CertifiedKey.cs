using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmRouting.Operator.Publishing;

/// <summary>A certificate and its private key as PEM, which is how a Secret keeps them.</summary>
/// <param name="KeyPem">PKCS #8; empty where only the certificate is known.</param>
internal sealed record CertifiedKey(string CertificatePem, string KeyPem, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    public static CertifiedKey Of(X509Certificate2 certificate, ECDsa? key) => new(
        certificate.ExportCertificatePem(),
        key?.ExportPkcs8PrivateKeyPem() ?? "",
        certificate.NotBefore.ToUniversalTime(),
        certificate.NotAfter.ToUniversalTime());

    public bool HasKey => KeyPem.Length > 0;

    /// <summary>A certificate that can sign or serve.</summary>
    public X509Certificate2 WithKey() => X509Certificate2.CreateFromPem(CertificatePem, KeyPem);

    public X509Certificate2 Certificate() => X509Certificate2.CreateFromPem(CertificatePem);

    /// <summary>Without the key, so that no log or exception can carry it.</summary>
    public override string ToString() => $"CertifiedKey {{ NotAfter = {NotAfter:O} }}";
}
