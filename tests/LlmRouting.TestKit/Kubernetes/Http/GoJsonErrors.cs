using System.Text;
using System.Text.Json;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>What encoding/json says of broken JSON.</summary>
public static class GoJsonErrors
{
    public static string Describe(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8).TrimStart();
        if (text.Length == 0 || !Ends(utf8)) return "unexpected end of JSON input";
        if (text.StartsWith('\uFEFF')) return "invalid character 'ï' looking for beginning of value";
        if (text[0] == 'n' && text.Length > 1 && text[1] != 'u') return $"invalid character '{text[1]}' in literal null (expecting 'u')";
        return $"invalid character '{Culprit(utf8, text)}' looking for beginning of {(text[0] == '{' ? "object key string" : "value")}";
    }

    private static bool Ends(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, default);
        try
        {
            while (reader.Read()) { }
            return reader.BytesConsumed > 0 && reader.CurrentDepth == 0;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static char Culprit(ReadOnlySpan<byte> utf8, string text)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read()) { }
            return text[^1];
        }
        catch (JsonException e)
        {
            var line = text.Split('\n').ElementAtOrDefault((int)(e.LineNumber ?? 0)) ?? text;
            var at = (int)(e.BytePositionInLine ?? 0);
            return at < line.Length ? line[at] : text[^1];
        }
    }
}
