using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace LlmRouting.Contract.Validation;

/// <summary>An external tier's base URL. What travels in snapshots ends where /v1/… is appended.</summary>
public sealed partial record UpstreamUrl(Uri Uri, string Endpoint)
{
    private const string Example = "must be a URL such as \"https://api.example.com/v1\"";

    /// <summary>Takes what OpenAI clients take, with or without a trailing slash: https://host/v1, https://host/openai/v1, https://host.</summary>
    public static bool TryParse(string text, out UpstreamUrl? url, out string? problem)
    {
        url = null;
        problem = Problem(text, out var uri);
        if (problem is not null) return false;
        var path = uri!.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/v1", StringComparison.Ordinal)) path = path[..^3];
        else if (path.Length > 0) problem = "must end in /v1, below which the OpenAI API is served";
        if (problem is null && !Written().IsMatch(text)) problem = Example;
        if (problem is null) url = new UpstreamUrl(uri, uri.GetLeftPart(UriPartial.Authority) + path);
        return problem is null;
    }

    /// <summary>Host without brackets and port, as credentials name it.</summary>
    public string Host => HostOf(Uri);

    /// <summary>The same of any URL: an IPv6 address without brackets, an international name in Punycode.</summary>
    public static string HostOf(Uri uri) => uri.IdnHost.Trim('[', ']');

    /// <summary>Whether the prompt travels in the clear.</summary>
    public bool Insecure => Uri.Scheme == Uri.UriSchemeHttp;

    /// <summary>Loopback, a private range, or a name that means nothing outside of a cluster or a local network.</summary>
    public bool IsLocal
    {
        get
        {
            if (IPAddress.TryParse(Host, out var address)) return IsPrivate(address);
            string[] suffixes = [".localhost", ".local", ".internal", ".svc"];
            return !Host.Contains('.') || suffixes.Any(suffix => Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static string? Problem(string text, out Uri? uri)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return Example;
        if (uri.UserInfo.Length > 0) return "must not contain credentials: use apiKeySecretRef";
        return uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "must have neither a query nor a fragment" : null;
    }

    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal;
        var bytes = address.GetAddressBytes();
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168);
    }

    /// <summary>Plain enough that no two readers of URLs disagree about it.</summary>
    [GeneratedRegex(@"^https?://([\p{L}\p{N}]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?)*|\[[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}\])(:[0-9]{1,5})?((/[A-Za-z0-9._~-]+)*/v1)?/*\z")]
    private static partial Regex Written();
}
