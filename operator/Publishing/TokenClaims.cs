using System.Buffers.Text;
using System.Text.Json;

namespace LlmRouting.Operator.Publishing;

/// <summary>Looks into a token without believing it: enough to refuse, never to accept.</summary>
internal static class TokenClaims
{
    /// <summary>Service account tokens are about 1 KiB.</summary>
    private const int MaxLength = 16 * 1024;

    /// <summary>Null where it may be one of ours and the API server is to be asked.</summary>
    public static PeerVerdict? Refuse(string token, string audience)
    {
        if (token.Length > MaxLength || token.Split('.') is not [_, var payload, _] || Decode(payload) is not { } claims)
            return PeerVerdict.Unauthorized("the bearer token is no service account token");
        return HasAudience(claims, audience) ? null : PeerVerdict.Forbidden($"the token is not for the audience {audience}");
    }

    private static JsonElement? Decode(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            return null;
        }
    }

    private static bool HasAudience(JsonElement claims, string audience)
    {
        if (!claims.TryGetProperty("aud", out var audiences)) return false;
        if (audiences.ValueKind == JsonValueKind.String) return audiences.ValueEquals(audience);
        return audiences.ValueKind == JsonValueKind.Array
            && audiences.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(audience));
    }
}
