using System.Globalization;
using System.Text;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>Reads a Secret's entries as the server would merge them.</summary>
internal static class SecretValues
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What the Secret is to us, or null.</summary>
    public static string? Role(Secret secret) => secret.Metadata.Labels?.GetValueOrDefault(ApiNames.SecretLabel);

    public static IEnumerable<string> Keys(Secret secret) =>
        (secret.StringData?.Keys ?? []).Union(secret.Data?.Keys ?? []).Order(StringComparer.Ordinal);

    /// <summary>The entry's text, or null where it is absent or not base64 of UTF-8.</summary>
    public static string? Find(Secret secret, string key)
    {
        if (secret.StringData?.GetValueOrDefault(key) is { } text) return text;
        if (secret.Data?.GetValueOrDefault(key) is not { } base64) return null;
        try
        {
            return Strict.GetString(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>A comma-separated entry.</summary>
    public static IReadOnlyList<string> List(Secret secret, string key) => Split(Find(secret, key));

    /// <summary>Lower-case hosts a credential may be sent to.</summary>
    public static IReadOnlyList<string> Hosts(Secret secret) =>
        Split(secret.Metadata.Annotations?.GetValueOrDefault(ApiNames.HostsAnnotation)?.ToLowerInvariant());

    /// <summary>RFC 3339 with a zone.</summary>
    public static bool TryTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static IReadOnlyList<string> Split(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];
}
