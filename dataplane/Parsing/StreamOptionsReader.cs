using System.Text.Json;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads stream_options and remembers where include_usage is or would go.</summary>
internal static class StreamOptionsReader
{
    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request)
    {
        var start = reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null)
        {
            request.StreamOptions = new StreamOptions(Scalars.Range(ref reader), IsNull: true, HasMembers: false, default);
            return null;
        }
        if (reader.TokenType != JsonTokenType.StartObject) return Bad.Type("stream_options", "an object");
        var usage = default(ByteRange);
        var members = false;
        for (; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; members = true)
        {
            if (ReadMember(ref reader, request, ref usage) is { } refusal) return refusal;
        }
        request.StreamOptions = new StreamOptions(Scalars.Range(ref reader, start), IsNull: false, members, usage);
        return null;
    }

    private static Refusal? ReadMember(ref Utf8JsonReader reader, ParsedRequest request, ref ByteRange usage)
    {
        var ours = reader.ValueTextEquals("include_usage"u8);
        reader.Read();
        if (!ours)
        {
            reader.Skip();
            return null;
        }
        if (!usage.IsEmpty) return Bad.Duplicate("stream_options.include_usage");
        if (!Scalars.TryBool(ref reader, out var value)) return Bad.Type("stream_options.include_usage", "a boolean");
        usage = Scalars.Range(ref reader);
        request.IncludeUsage = value;
        return null;
    }
}
