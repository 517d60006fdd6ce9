using System.Net;
using System.Net.Sockets;

namespace LlmRouting.DataPlane.Upstreams;

/// <summary>Which addresses an upstream's host name may resolve to. Looked at after DNS, when connecting, so that a name cannot be pointed inside later.</summary>
/// <param name="allowLocal">Standalone: loopback and private ranges are where a person's own servers are. Link-local addresses, where clouds keep credentials, never are.</param>
public sealed class ConnectGuard(bool allowLocal)
{
    public bool Allows(IPAddress address)
    {
        if (Embedded(address) is { } inside) address = inside;
        if (IsNeverAnUpstream(address)) return false;
        return allowLocal || !(IPAddress.IsLoopback(address) || IsPrivate(address));
    }

    // An IPv4 address that an IPv6 one leads to: mapped, through a NAT64 gateway (RFC 6052's own prefix), or by 6to4.
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        ReadOnlySpan<byte> b = address.GetAddressBytes();
        if (b.StartsWith(Nat64)) return new IPAddress(b[12..]);
        return b.StartsWith(SixToFour) ? new IPAddress(b[2..6]) : null;
    }

    private static ReadOnlySpan<byte> Nat64 => [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<byte> SixToFour => [0x20, 0x02];

    private static bool IsNeverAnUpstream(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any);
        Span<byte> b = stackalloc byte[4];
        address.TryWriteBytes(b, out _);
        return (b[0] == 169 && b[1] == 254) || b[0] is 0 or (>= 224 and < 240) || address.Equals(IPAddress.Broadcast);
    }

    // 240.0.0.0/4 is what clusters give their pods where the private ranges are used up.
    private static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal;
        Span<byte> b = stackalloc byte[4];
        address.TryWriteBytes(b, out _);
        return b[0] is 10 or >= 240 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 100 && b[1] is >= 64 and < 128);
    }
}
