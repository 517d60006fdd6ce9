using System.Net;
using System.Net.Sockets;

namespace LlmRouting.TestKit;

/// <summary>A port that is taken and listens to nobody: every connection is refused, and nothing else can come to listen on it.</summary>
public sealed class RefusedPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RefusedPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public void Dispose() => socket.Dispose();
}
