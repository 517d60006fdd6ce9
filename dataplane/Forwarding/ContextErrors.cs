using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Tells a full context from other refusals: by <c>error.code</c>, else by known words of <c>error.message</c>, which vLLM before 0.10 writes without the <c>error</c> around it.</summary>
public static partial class ContextErrors
{
    public static bool Says(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            return json.Read() && IsIn(ref json);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsIn(ref Utf8JsonReader json)
    {
        var found = false;
        if (json.TokenType != JsonTokenType.StartObject) json.Skip();
        else while (json.Read() && json.TokenType == JsonTokenType.PropertyName) found |= Member(ref json);
        return found;
    }

    private static bool Member(ref Utf8JsonReader json)
    {
        var (isError, isMessage, isCode) = (json.CurrentDepth == 1 && json.ValueTextEquals("error"u8), json.ValueTextEquals("message"u8), json.ValueTextEquals("code"u8));
        json.Read();
        if (isError) return IsIn(ref json);
        if (json.TokenType == JsonTokenType.String) return (isCode && json.ValueTextEquals("context_length_exceeded"u8)) || (isMessage && IsKnown(json.GetString()!));
        json.Skip();
        return false;
    }

    // FastAPI's validation errors repeat what the client wrote, which may be about such errors.
    private static bool IsKnown(string message) => Wording().Match(message) is { Success: true } said && message.IndexOf("'input'", 0, said.Index, StringComparison.Ordinal) < 0;

    [GeneratedRegex(@"(maximum|model's) context length (is |of )?(only )?\(?\d+|maximum model length (of )?\d+|exceeds the max_model_len \d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Wording();
}
