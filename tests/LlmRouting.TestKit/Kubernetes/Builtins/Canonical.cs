using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Canonical forms of quantities and times.</summary>
public static partial class Canonical
{
    /// <summary>The form the server stores; null when it is what it is.</summary>
    public static JsonNode? Form(JsonNode? value, string scalar) => scalar switch
    {
        "quantity" when value is JsonValue number && !number.TryGetValue(out string? _) => Quantity.Canonical(number.ToJsonString()),
        "quantity" when value is JsonValue text && text.TryGetValue(out string? written) => Quantity.Canonical(written),
        "time" when value is JsonValue text && text.TryGetValue(out string? stamp) => Time(stamp),
        "microtime" when value is JsonValue text && text.TryGetValue(out string? stamp) => MicroTime(stamp),
        _ => null,
    };

    /// <summary>Why a text cannot be decoded; null when it can.</summary>
    public static string? Problem(JsonNode value, string scalar)
    {
        if (scalar is not ("quantity" or "time" or "microtime" or "bytes") || value is not JsonValue text || !text.TryGetValue(out string? written)) return null;
        return scalar switch
        {
            "quantity" => Quantity.IsValid(written) ? null
                : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
            "bytes" => Convert.TryFromBase64String(written, new byte[written.Length], out _) ? null : $"illegal base64 data at input byte {IllegalAt(written)}",
            "time" => Parse(written) is null ? $"parsing time \"{written}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{written}\" as \"2006\"" : null,
            _ => SixDigits().IsMatch(written) ? null
                : $"parsing time \"{written}\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"{MicroStop(written).Left}\" as \"{MicroStop(written).Wanted}\"",
        };
    }

    private static string? Time(string text) => Parse(text)?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? MicroTime(string text) => Parse(text)?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Parse(string text) =>
        text.Length >= 20 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed) ? parsed : null;

    private static int IllegalAt(string text)
    {
        var at = text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=').Count();
        return at == text.Length ? text.Length / 4 * 4 : at;
    }

    /// <summary>Where Go's time parser stops, and what it wanted there.</summary>
    private static (string Left, string Wanted) MicroStop(string text)
    {
        ReadOnlySpan<(string Layout, int Length)> parts = [("2006", 4), ("-", 1), ("01", 2), ("-", 1), ("02", 2), ("T", 1), ("15", 2), (":", 1), ("04", 2), (":", 1), ("05", 2)];
        var at = 0;
        foreach (var (layout, length) in parts)
        {
            var piece = text.AsSpan(at, Math.Min(length, text.Length - at));
            var fits = piece.Length == length && (char.IsAsciiDigit(layout[0]) ? piece.IndexOfAnyExceptInRange('0', '9') < 0 : piece.SequenceEqual(layout));
            if (!fits) return (text[at..], layout);
            at += length;
        }
        var digits = text.Length > at && text[at] == '.' ? text.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') is var n && n < 0 ? text.Length - at - 1 : n : 0;
        return digits < 6 ? (text[at..], ".000000") : (text[(at + 7)..], "Z07:00");
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex SixDigits();
}
