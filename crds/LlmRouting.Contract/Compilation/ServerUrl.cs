using System.Net;
using System.Net.Sockets;

namespace LlmRouting.Contract.Compilation;

/// <summary>The base URL of a server that an EndpointSlice names.</summary>
public static class ServerUrl
{
    /// <param name="address">IPv4, IPv6 or a host name.</param>
    public static string Of(string address, int? port) =>
        $"http://{(IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : address)}:{port}";
}
