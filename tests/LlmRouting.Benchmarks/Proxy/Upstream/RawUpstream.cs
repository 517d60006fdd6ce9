using System.Net;
using System.Net.Sockets;

namespace LlmRouting.Benchmarks.Proxy.Upstream;

/// <summary>An OpenAI server that costs next to nothing: sockets, a search for the body's length, bytes made beforehand.</summary>
public sealed class RawUpstream(int port, TimeProvider time)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen(4096);
        while (!stopping.IsCancellationRequested) _ = ServeAsync(await listener.AcceptAsync(stopping));
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        socket.NoDelay = true;
        var connection = new UpstreamConnection(socket, time);
        try
        {
            while (await connection.AnswerAsync()) { }
        }
        catch (SocketException)
        {
            // A client that closes while it is being written to; the next one is served all the same.
            socket.Close();
        }
    }
}
