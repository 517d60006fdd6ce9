using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>The wire between an operator and any API server, for a test to cut. TLS passes through.</summary>
public sealed class ApiProxy : IAsyncDisposable
{
    private readonly KubernetesConnection target;
    private readonly int port = Ports.Free();
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private TcpListener? listener;
    private int cuts;
    private Task accepting = Task.CompletedTask;

    public ApiProxy(KubernetesConnection target)
    {
        this.target = target;
        Back();
    }

    /// <summary>The same server, by this wire.</summary>
    public KubernetesConnection Connection => target with
    {
        Server = new UriBuilder(target.Server) { Host = "127.0.0.1", Port = port }.Uri,
        Trust = target.Trust with { ServerName = target.Trust.ServerName ?? target.Server.Host },
    };

    /// <summary>How often connections broke.</summary>
    public int Cuts => Volatile.Read(ref cuts);

    /// <summary>Every connection breaks; new ones are taken.</summary>
    public void Cut()
    {
        Interlocked.Increment(ref cuts);
        foreach (var client in open.Keys) client.Close();
    }

    public IDisposable CutEvery(TimeSpan interval) => TimeProvider.System.CreateTimer(_ => Cut(), null, interval, interval);

    /// <summary>Every connection breaks and new ones are refused.</summary>
    public async Task AwayAsync()
    {
        listener?.Stop();
        await accepting;
        Cut();
    }

    public void Back()
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync() => await AwayAsync();

    private async Task AcceptAsync(TcpListener from)
    {
        while (true)
        {
            try
            {
                var client = await from.AcceptTcpClientAsync();
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        open[client] = true;
        try
        {
            await server.ConnectAsync(target.Server.Host, target.Server.Port);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception end) when (end is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Whichever end went, the other goes too.
        }
        finally
        {
            open.TryRemove(client, out _);
            client.Dispose();
        }
    }
}
