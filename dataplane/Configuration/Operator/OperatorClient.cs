using System.Net;
using System.Net.Http.Headers;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Speaks to the operator: HTTP/2 over TLS, with our token, to its name alone.</summary>
public sealed class OperatorClient : IDisposable
{
    private readonly OperatorOptions options;
    private readonly HttpMessageInvoker http;

    public OperatorClient(OperatorOptions options)
    {
        this.options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = options.ConnectTimeout,
            // A new leader and a new certificate are noticed by reports within this time.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = false,
        };
        if (options.AuthorityFile is { } file) handler.SslOptions.RemoteCertificateValidationCallback = new OperatorAuthority(file).Trusts;
        http = new HttpMessageInvoker(handler);
    }

    public Uri Address => options.Address;

    /// <summary>Returns when the headers have arrived.</summary>
    /// <exception cref="HttpRequestException">No connection, or no TLS session with a server of that name and authority.</exception>
    /// <exception cref="IOException">The token cannot be read.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content };
        // Wherever a replica is reached, its certificate is for the name that we were given.
        request.Headers.Host = options.Address.Authority;
        var token = (await File.ReadAllTextAsync(options.TokenFile, cancellation)).Trim();
        if (!AuthenticationHeaderValue.TryParse("Bearer " + token, out var authorization)) throw new IOException($"{options.TokenFile} holds no token");
        request.Headers.Authorization = authorization;
        return await http.SendAsync(request, cancellation);
    }

    public void Dispose() => http.Dispose();
}
