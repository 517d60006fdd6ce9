using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Opens connections. TLS is ours because the handler's own takes the name of the certificate from the URL and shows no intermediate certificates.</summary>
internal sealed class ApiServerConnector(KubernetesConnection connection, PemPair? certificate)
{
    private readonly SslStreamCertificateContext? client = certificate?.ToContext();

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return connection.Server.Scheme == Uri.UriSchemeHttp ? plain : await SecureAsync(plain, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<SslStream> SecureAsync(NetworkStream plain, CancellationToken cancellation)
    {
        var check = await ServerCertificateCheck.OfAsync(connection.Trust, cancellation);
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(Options(check), cancellation);
            return secure;
        }
        catch (AuthenticationException) when (check.Problem is not null)
        {
            // What it replaces says only that this check said no.
            throw new AuthenticationException(check.Problem);
        }
    }

    private SslClientAuthenticationOptions Options(ServerCertificateCheck check) => new()
    {
        TargetHost = connection.Trust.ServerName ?? connection.Server.DnsSafeHost,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        ClientCertificateContext = client,
        CertificateChainPolicy = check.Policy,
        RemoteCertificateValidationCallback = check.Accepts,
    };
}
