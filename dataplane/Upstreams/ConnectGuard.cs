using System.Net;
using System.Net.Sockets;

namespace LlmRouting.DataPlane.Upstreams;

/// <summary>Which addresses an upstream's host name may resolve to. Looked at after DNS, when connecting, so that a name cannot be pointed inside later.</summary>
/// <param name="allowLocal">Standalone: loopback and private ranges are where a person's own servers are. Link-local addresses, where clouds keep credentials, never are.</param>
public sealed class ConnectGuard(bool allowLocal)
{
    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IsNeverAnUpstream(address)) return false;
        return allowLocal || !(IPAddress.IsLoopback(address) || IsPrivate(address));
    }

    private static bool IsNeverAnUpstream(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any);
        Span<byte> b = stackalloc byte[4];
        address.TryWriteBytes(b, out _);
        return (b[0] == 169 && b[1] == 254) || b[0] == 0 || b[0] >= 224;
    }

    private static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal;
        Span<byte> b = stackalloc byte[4];
        address.TryWriteBytes(b, out _);
        return b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 100 && b[1] is >= 64 and < 128);
    }
}
