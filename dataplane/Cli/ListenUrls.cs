using Microsoft.AspNetCore.Http;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Looks at addresses to listen on before anything starts; Kestrel reads some slips of the pen as "every address".</summary>
public static class ListenUrls
{
    public const string NoCertificate =
        "https needs a certificate: set Kestrel__Certificates__Default__Path (and Kestrel__Certificates__Default__KeyPath or __Password) in the environment, or listen on http.";

    /// <summary>What is wrong, or null.</summary>
    /// <param name="option">Where they were given, for the sentence.</param>
    public static string? Problem(string option, IReadOnlyList<string> urls) =>
        urls.Count == 0 ? $"{option} must name at least one address, such as http://127.0.0.1:8080."
        : urls.FirstOrDefault(url => !IsAddress(url)) is { } wrong ? $"{option} must be addresses such as http://127.0.0.1:8080; '{wrong}' is none."
        : null;

    /// <summary>Whether a failed start is for want of a certificate. Kestrel has no type for it.</summary>
    public static bool IsForWantOfACertificate(Exception fault, IEnumerable<string> urls) =>
        fault is InvalidOperationException && urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) && fault.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);

    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.Port is >= 0 and <= 65535 && address.PathBase.Length == 0
                && (Uri.TryCreate(url, UriKind.Absolute, out _) || address.Host is "*" or "+");
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
