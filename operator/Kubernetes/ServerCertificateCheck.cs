using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Whether a server is who it says, for one connection.</summary>
internal sealed class ServerCertificateCheck
{
    private readonly bool insecure;
    private readonly X509Certificate2Collection authorities;

    private ServerCertificateCheck(bool insecure, X509Certificate2Collection authorities)
    {
        this.insecure = insecure;
        this.authorities = authorities;
        Policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (authorities.Count == 0) return;
        Policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        Policy.CustomTrustStore.AddRange(authorities);
        Policy.ExtraStore.AddRange(authorities);
    }

    public X509ChainPolicy Policy { get; }

    /// <summary>Why the certificate was not accepted.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="KubeconfigException">The authority's certificate cannot be read.</exception>
    public static async Task<ServerCertificateCheck> OfAsync(ServerTrust trust, CancellationToken cancellation)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            if (trust.AuthorityData is { } data) authorities.ImportFromPem(System.Text.Encoding.UTF8.GetString(data.Span));
            else if (trust.AuthorityFile is { } file) authorities.ImportFromPem(await File.ReadAllTextAsync(file, cancellation));
            else return new ServerCertificateCheck(trust.Insecure, authorities);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"the certificate authority cannot be read: {e.Message}", e);
        }

        return authorities.Count > 0 ? new ServerCertificateCheck(trust.Insecure, authorities) : throw new KubeconfigException("the certificate authority holds no certificate");
    }

    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (insecure || errors == SslPolicyErrors.None) return true;
        if (errors == SslPolicyErrors.RemoteCertificateChainErrors && EndsAtAnAuthority(chain!)) return true;
        Problem = $"the API server's certificate is not accepted: {Words(chain, errors)}";
        return false;
    }

    /// <summary>As in Go an authority of the list is believed even if it is not self-signed.</summary>
    private bool EndsAtAnAuthority(X509Chain chain) =>
        chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.PartialChain)
        && chain.ChainElements.Count > 0 && authorities.Contains(chain.ChainElements[^1].Certificate);

    private static string Words(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return "it shows none";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return "it bears another name (tls-server-name may say which)";
        return string.Join("; ", chain?.ChainStatus.Select(status => status.StatusInformation.Trim()) ?? []);
    }
}
