using System.Net;
using System.Net.Sockets;

namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>Loopback ports.</summary>
public static class Ports
{
    public static async Task<bool> IsOpenAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
