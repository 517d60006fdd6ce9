using System.Net;
using System.Net.Sockets;

namespace LlmRouting.TestKit;

/// <summary>A TCP server that a test scripts below HTTP, for everything no honest server does.</summary>
public sealed class ScriptedUpstream : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<ScriptedConnection, Task> script;
    private readonly Task accepting;
    private int connections;

    /// <param name="script">Run for every connection; when it returns or its socket fails the connection is closed.</param>
    public ScriptedUpstream(Func<ScriptedConnection, Task> script)
    {
        this.script = script;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stopping.Token);
                socket.NoDelay = true;
                _ = ServeAsync(socket, new ScriptedConnection(socket, Interlocked.Increment(ref connections)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket, ScriptedConnection connection)
    {
        using var stop = stopping.Token.Register(socket.Dispose);
        using (socket)
        {
            try
            {
                await script(connection);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The router hung up, which is what many scripts wait for.
                return;
            }
        }
    }
}
