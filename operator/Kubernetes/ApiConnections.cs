using System.Net;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>The pool of connections. Another client certificate needs other connections, so it gets another pool.</summary>
internal sealed class ApiConnections(KubernetesConnection connection) : IDisposable
{
    private readonly Lock gate = new();
    private HttpMessageInvoker? pool;
    private PemPair? shown;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, PemPair? certificate, CancellationToken cancellation) =>
        For(certificate).SendAsync(message, cancellation);

    public void Dispose()
    {
        lock (gate) pool?.Dispose();
    }

    private HttpMessageInvoker For(PemPair? certificate)
    {
        lock (gate)
        {
            if (pool is not null && shown == certificate) return pool;
            // The old pool is left to its open streams and to its idle limit: disposing it could hit a request that just chose it.
            shown = certificate;
            return pool = new HttpMessageInvoker(Handler(new ApiServerConnector(connection, certificate)));
        }
    }

    private static SocketsHttpHandler Handler(ApiServerConnector connector) => new()
    {
        ConnectCallback = connector.ConnectAsync,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // A load balancer in front of several API servers is asked again now and then.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // An idle watch sends no byte, so only pings tell a dead peer from a quiet one.
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
    };
}
