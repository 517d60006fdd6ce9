using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>A certificate with those between it and the authority, and its key; PEM.</summary>
internal sealed record PemPair(string Certificate, string Key)
{
    /// <exception cref="KubeconfigException">Not a certificate, or not its key.</exception>
    public SslStreamCertificateContext ToContext()
    {
        try
        {
            var between = new X509Certificate2Collection();
            between.ImportFromPem(Certificate);
            if (between.Count > 0) between.RemoveAt(0);
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(Certificate, Key), between, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeconfigException($"the client certificate and its key cannot be used: {e.Message}", e);
        }
    }

    /// <summary>A record would print its members, and one is secret.</summary>
    public override string ToString() => "client certificate";
}
