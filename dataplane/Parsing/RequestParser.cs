using System.Globalization;
using System.Text.Json;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads a request body once, without a DOM. Never throws for anything a client can send.</summary>
public static class RequestParser
{
    /// <summary>Levels of objects and arrays a body may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Characters a model name may have.</summary>
    public const int MaxModelChars = 256;

    /// <summary>Fills <paramref name="into"/>, which must be fresh or reset; a 400 naming the parameter at fault, or null.</summary>
    public static Refusal? Parse(Dialect dialect, ReadOnlyMemory<byte> body, ParsedRequest into)
    {
        into.Dialect = dialect;
        into.Body = body;
        if (BodyCheck.Check(body.Span) is { } encoding) return encoding;
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            var refusal = RootReader.Read(ref reader, into);
            // What is no JSON at all is told first.
            while (refusal is not null && reader.Read()) { }
            return refusal ?? RequiredMembers.Check(into);
        }
        catch (JsonException fault)
        {
            return Malformed(fault, IsTooDeep(ref reader, body.Span));
        }
    }

    // The reader stops in front of the bracket that would be one too many, and is not asked what it is.
    private static bool IsTooDeep(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        var rest = body[(int)reader.BytesConsumed..].TrimStart(" \t\r\n,:"u8);
        return depth >= MaxDepth && !rest.IsEmpty && rest[0] is (byte)'[' or (byte)'{';
    }

    private static Refusal Malformed(JsonException fault, bool tooDeep)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}");
        return Bad.Json(tooDeep ? $"nested deeper than {MaxDepth} levels" : "syntax error", where);
    }
}
