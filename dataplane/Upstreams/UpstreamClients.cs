using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LlmRouting.DataPlane.Upstreams;

/// <summary>One client per connect timeout, shared by every tier that has it and kept across reloads that name it, so that a reload closes no connection.</summary>
/// <param name="guard">Which addresses may be connected to.</param>
/// <param name="idleTimeout">Shorter than any server keeps an idle connection, or requests are written into closing ones (S0.12b).</param>
public sealed class UpstreamClients(ConnectGuard guard, TimeSpan idleTimeout) : IDisposable
{
    private readonly ConcurrentDictionary<TimeSpan, UpstreamClient> clients = new();

    public UpstreamClient For(TimeSpan connectTimeout) =>
        clients.GetOrAdd(connectTimeout, timeout => new UpstreamClient(Create(timeout, Timeout.InfiniteTimeSpan), Create(timeout, TimeSpan.Zero)));

    /// <summary>
    /// Lets go of the clients of other timeouts. They are not disposed: who still has one finishes with it, its idle connections close themselves after <c>idleTimeout</c>, and then it is garbage.
    /// </summary>
    public void Keep(IReadOnlySet<TimeSpan> connectTimeouts)
    {
        foreach (var timeout in clients.Keys)
        {
            if (!connectTimeouts.Contains(timeout)) clients.TryRemove(timeout, out _);
        }
    }

    private HttpMessageInvoker Create(TimeSpan connectTimeout, TimeSpan connectionLifetime) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = ConnectAsync,
        ConnectTimeout = connectTimeout,
        PooledConnectionIdleTimeout = idleTimeout,
        PooledConnectionLifetime = connectionLifetime,
        // Draining an answer nobody wants would hide for 2 s that the client has left; the model would go on generating.
        ResponseDrainTimeout = TimeSpan.Zero,
        UseCookies = false,
        UseProxy = false,
    });

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var allowed = Array.FindAll(addresses, guard.Allows);
        if (allowed.Length == 0) throw new SocketException((int)SocketError.AccessDenied, $"{context.DnsEndPoint.Host} resolves to no address an upstream may have");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            var connection = new UpstreamConnection(socket);
            context.InitialRequestMessage.Options.Set(UpstreamRequest.Opened, connection);
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Pooled.Dispose();
            client.Fresh.Dispose();
        }
    }
}
