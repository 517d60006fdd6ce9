using System.Net.Http.Headers;
using System.Text;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Credentials of a kubeconfig or of a Pod's files.</summary>
internal sealed class StoredCredential(UserCredential user, TimeProvider time)
{
    private static readonly TimeSpan FileAge = TimeSpan.FromMinutes(1);
    private readonly bool inFiles = user is not { TokenFile: null, CertificateFile: null, KeyFile: null };
    private Credential? last;

    public async Task<Credential> ObtainAsync(CancellationToken cancellation)
    {
        try
        {
            last = new Credential(await HeaderAsync(cancellation), await CertificateAsync(cancellation), Expires());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // While a file is being replaced the old one is still good; the server says so when it is not.
            last = last is null ? throw new KubeconfigException($"the credentials cannot be read: {e.Message}", e) : last with { Expires = Expires() };
        }

        return last;
    }

    private DateTimeOffset? Expires() => inFiles ? time.GetUtcNow() + FileAge : null;

    private async Task<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancellation)
    {
        var token = user.TokenFile is { } file ? await TokenAsync(file, cancellation) : user.Token;
        if (!string.IsNullOrEmpty(token)) return new AuthenticationHeaderValue("Bearer", token);
        if (string.IsNullOrEmpty(user.Username)) return null;
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Username}:{user.Password}")));
    }

    private async Task<PemPair?> CertificateAsync(CancellationToken cancellation)
    {
        var certificate = await TextAsync(user.CertificateData, user.CertificateFile, cancellation);
        var key = await TextAsync(user.KeyData, user.KeyFile, cancellation);
        return certificate is null || key is null ? null : new PemPair(certificate, key);
    }

    private static async Task<string> TokenAsync(string file, CancellationToken cancellation)
    {
        var token = (await File.ReadAllTextAsync(file, cancellation)).Trim();
        return token.Length > 0 ? token : throw new IOException($"{file} is empty");
    }

    private static async Task<string?> TextAsync(ReadOnlyMemory<byte>? data, string? file, CancellationToken cancellation)
    {
        if (data is { } bytes) return Encoding.UTF8.GetString(bytes.Span);
        return file is null ? null : await File.ReadAllTextAsync(file, cancellation);
    }
}
