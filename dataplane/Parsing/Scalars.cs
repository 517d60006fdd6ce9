using System.Text.Json;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads members that are one word or number. Null means unset, as it does for OpenAI.</summary>
internal static class Scalars
{
    private const int MaxChoices = 128;

    public static Refusal? Model(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType != JsonTokenType.String) return Bad.Type("model", "a string");
        request.ModelValue = Range(ref reader);
        var plain = !reader.ValueIsEscaped;
        if (plain && ModelNames.Shared.Find(reader.ValueSpan) is { } known) request.Model = known;
        else if (ReadModel(ref reader, request) is { } refusal) return refusal;
        else if (plain) request.Model = ModelNames.Shared.Add(reader.ValueSpan);
        return null;
    }

    public static Refusal? Stream(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (!TryBool(ref reader, out var value)) return Bad.Type("stream", "a boolean");
        request.Stream = value;
        return null;
    }

    public static Refusal? Choices(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.Number) return Bad.Type("n", "an integer");
        if (!TryWhole(ref reader, out var value) || value is < 1 or > MaxChoices) return Bad.Value("n", $"an integer from 1 to {MaxChoices}");
        request.Choices = value;
        return null;
    }

    public static Refusal? Temperature(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType == JsonTokenType.Null) request.TemperatureNull = Range(ref reader);
        else if (reader.TokenType != JsonTokenType.Number) return Bad.Type("temperature", "a number");
        else if (!reader.TryGetDouble(out var value) || !double.IsFinite(value) || value < 0) return Bad.Value("temperature", "a finite number of at least 0");
        else request.Temperature = value;
        return null;
    }

    /// <param name="appended">Whether this is the name the splicer would add, so that a null here has to be replaced.</param>
    public static Refusal? MaxTokens(ref Utf8JsonReader reader, ParsedRequest request, string name, bool appended)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            if (appended) request.MaxTokensNull = Range(ref reader);
            return null;
        }
        if (reader.TokenType != JsonTokenType.Number) return Bad.Type(name, "an integer");
        if (!TryWhole(ref reader, out var value) || value < 0) return Bad.Value(name, "an integer of at least 0");
        // vLLM takes max_completion_tokens where both are given.
        request.MaxTokens = appended ? request.MaxTokens ?? value : value;
        return null;
    }

    // 100.0 is a whole number to vLLM (pydantic) and to JSON Schema; some clients write every number so.
    private static bool TryWhole(ref Utf8JsonReader reader, out int value)
    {
        if (reader.TryGetInt32(out value)) return true;
        if (!reader.TryGetDouble(out var number) || number != Math.Truncate(number) || Math.Abs(number) > int.MaxValue) return false;
        value = (int)number;
        return true;
    }

    public static bool TryBool(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null;
    }

    /// <summary>The value the reader stands on; for objects and arrays, call after skipping from <paramref name="start"/>.</summary>
    public static ByteRange Range(ref Utf8JsonReader reader, long start = -1)
    {
        var from = start < 0 ? reader.TokenStartIndex : start;
        return new ByteRange((int)from, (int)(reader.BytesConsumed - from));
    }

    private static Refusal? ReadModel(ref Utf8JsonReader reader, ParsedRequest request)
    {
        const string Expected = "a model's name of 1 to 256 characters without control characters";
        Span<char> buffer = stackalloc char[RequestParser.MaxModelChars * 6];
        if (reader.ValueSpan.Length > buffer.Length) return Bad.Value("model", Expected);
        var name = buffer[..reader.CopyString(buffer)];
        if (name.Length > RequestParser.MaxModelChars || name.IsWhiteSpace()) return Bad.Value("model", Expected);
        foreach (var one in name)
        {
            if (char.IsControl(one)) return Bad.Value("model", Expected);
        }
        if (reader.ValueIsEscaped) request.Model = name.ToString();
        return null;
    }
}
