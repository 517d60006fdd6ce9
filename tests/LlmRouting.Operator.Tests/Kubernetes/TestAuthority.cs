using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LlmRouting.Operator.Tests.Kubernetes;

/// <summary>A certificate authority of one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly DateTimeOffset Until = DateTimeOffset.UnixEpoch.AddYears(100);
    private readonly X509Certificate2 own;

    private TestAuthority(X509Certificate2 own) => this.own = own;

    public TestAuthority(string name) : this(SelfSigned(name)) { }

    public string Pem => own.ExportCertificatePem();

    public byte[] PemBytes => Encoding.UTF8.GetBytes(Pem);

    public void Dispose() => own.Dispose();

    public TestAuthority Below(string name) => new(Signed(name, authority: true, Ignore));

    public X509Certificate2 Server(string dnsName, bool loopback)
    {
        using var certificate = Signed(dnsName, authority: false, names =>
        {
            names.AddDnsName(dnsName);
            if (loopback) names.AddIpAddress(IPAddress.Loopback);
        });
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    public (byte[] Certificate, byte[] Key) Client(string name)
    {
        using var certificate = Signed(name, authority: false, Ignore);
        using var key = certificate.GetECDsaPrivateKey()!;
        return (Encoding.UTF8.GetBytes(certificate.ExportCertificatePem()), Encoding.UTF8.GetBytes(key.ExportECPrivateKeyPem()));
    }

    private static void Ignore(SubjectAlternativeNameBuilder names) => names.AddDnsName("unused");

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(From, Until);
    }

    private X509Certificate2 Signed(string name, bool authority, Action<SubjectAlternativeNameBuilder> nameIt)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        nameIt(names);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, hasPathLengthConstraint: false, 0, critical: true));
        using var signed = request.Create(own, From, Until, Guid.NewGuid().ToByteArray());
        return signed.CopyWithPrivateKey(key);
    }
}
