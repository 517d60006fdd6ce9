using System.Net;
using System.Net.Sockets;

namespace LlmRouting.TestKit;

/// <summary>Ports of 127.0.0.1 for programs that are told where to listen, or must come back there.</summary>
public static class FreePort
{
    // Below those that outgoing connections are given (32768 and above), any of which might take it before the program does.
    private const int First = 12_000;
    private const int Count = 20_000;

    // Test runs beside each other begin in different places.
    private static int last = Environment.ProcessId * 61 % Count;

    /// <summary>One that nobody listens on and that this process has not given out before, but for 20,000 others.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref last) & int.MaxValue) % Count);
            if (IsFree(port)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
