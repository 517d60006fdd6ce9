using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LlmRouting.TestKit;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A port behind which a server is that may be another for each connection, for a test to cut. TLS passes through.</summary>
public class Wire : IAsyncDisposable
{
    private readonly Func<DnsEndPoint?> target;
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private TcpListener? listener;
    private int cuts;
    private Task accepting = Task.CompletedTask;

    /// <param name="target">Whom the next connection reaches; null: nobody.</param>
    public Wire(Func<DnsEndPoint?> target)
    {
        this.target = target;
        Back();
    }

    public int Port { get; } = FreePort.Next();

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
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await AwayAsync();
        GC.SuppressFinalize(this);
    }

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
            if (target() is not { } next) return;
            await server.ConnectAsync(next.Host, next.Port);
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
