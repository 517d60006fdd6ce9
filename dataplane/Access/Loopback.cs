using System.Net;

namespace LlmRouting.DataPlane.Access;

/// <summary>What names this machine and nothing else.</summary>
public static class Loopback
{
    /// <summary>Hosts that Kestrel understands and Uri does not, such as <c>http://*:8080</c>, are every address.</summary>
    public static bool IsUrl(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsHost(uri.Host);

    /// <param name="host">Without a port. Names below <c>localhost</c> never leave the machine (RFC 6761).</param>
    public static bool IsHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
