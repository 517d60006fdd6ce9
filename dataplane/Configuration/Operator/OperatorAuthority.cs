using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Trusts the authorities of a file and no others. Read at every handshake, so that a rotated one needs no restart.</summary>
public sealed class OperatorAuthority(string file)
{
    public bool Trusts(object sender, X509Certificate? certificate, X509Chain? given, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        using var chain = new X509Chain();
        using var leaf = new X509Certificate2(certificate);
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        // The operator's authority publishes no list; it is replaced instead.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (given is not null) chain.ChainPolicy.ExtraStore.AddRange(given.ChainPolicy.ExtraStore);
        try
        {
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return chain.Build(leaf);
    }
}
