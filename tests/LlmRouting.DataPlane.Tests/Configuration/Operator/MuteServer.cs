using System.Net;
using System.Net.Sockets;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>A port of a node that has lost its power: the kernel's queue takes a connection and nobody ever speaks on it.</summary>
internal sealed class MuteServer : IDisposable
{
    private readonly TcpListener[] listeners;

    public MuteServer(int port)
    {
        listeners = [.. new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Where(IsThere).Select(address => new TcpListener(address, port))];
        foreach (var listener in listeners) listener.Start();
    }

    public void Dispose()
    {
        foreach (var listener in listeners) listener.Dispose();
    }

    private static bool IsThere(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork || Socket.OSSupportsIPv6;
}
