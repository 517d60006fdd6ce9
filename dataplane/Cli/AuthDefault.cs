using System.Net;
using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Whether requests need a key: what was asked for; else not on loopback. Null where somebody must decide.</summary>
public static class AuthDefault
{
    public static AuthMode? For(AuthMode? asked, IReadOnlyList<string> urls) => asked ?? (urls.All(IsLoopback) ? AuthMode.None : null);

    // Hosts that Kestrel understands and Uri does not, such as http://*:8080, are every address.
    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
