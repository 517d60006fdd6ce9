using System.Text.Json;
using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What a complete JSON answer says about itself.</summary>
/// <param name="IsAnswer">A whole JSON object with choices, data or output, by dialect, and without an error; anything else is Unparsable.</param>
public readonly record struct UnaryAnswer(bool IsAnswer, Usage? Usage, string? FinishReason)
{
    public static UnaryAnswer Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            return json.Read() && json.TokenType == JsonTokenType.StartObject ? ReadObject(ref json) : default;
        }
        // The latter for a name or word with half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static UnaryAnswer ReadObject(ref Utf8JsonReader json)
    {
        Usage? usage = null;
        string? finish = null;
        var (isError, hasResult) = (false, false);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            hasResult |= json.ValueTextEquals("choices"u8) || json.ValueTextEquals("data"u8) || json.ValueTextEquals("output"u8);
            if (json.ValueTextEquals("usage"u8)) usage = UsageReader.Read(ref json);
            else if (json.ValueTextEquals("choices"u8)) finish = WorstFinishReason(ref json);
            else if (json.ValueTextEquals("error"u8)) isError = IsPresent(ref json);
            else json.Skip();
        }

        // Reads to the end, so that trailing garbage or a cut body is found before the client gets it.
        while (json.Read()) { }
        return new UnaryAnswer(hasResult && !isError, usage, finish);
    }

    private static string? WorstFinishReason(ref Utf8JsonReader json)
    {
        json.Read();
        string? finish = null;
        var depth = json.CurrentDepth;
        if (json.TokenType != JsonTokenType.StartArray) json.Skip();
        else
        {
            while (json.Read() && json.CurrentDepth > depth)
            {
                if (json.CurrentDepth != depth + 2 || json.TokenType != JsonTokenType.PropertyName) continue;
                if (json.ValueTextEquals("finish_reason"u8) && json.Read() && json.TokenType == JsonTokenType.String) finish = FinishReasons.Worse(finish, FinishReasons.Known(ref json));
            }
        }

        return finish;
    }

    private static bool IsPresent(ref Utf8JsonReader json)
    {
        json.Read();
        var present = json.TokenType != JsonTokenType.Null;
        json.Skip();
        return present;
    }
}
