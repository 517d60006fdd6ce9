using System.Text.Json;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads the messages of a chat request.</summary>
internal static class MessagesReader
{
    private const int Role = 1, Content = 2, ToolCalls = 4, FunctionCall = 8;

    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return Bad.Type("messages", "an array");
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return Bad.Type($"messages[{index}]", "an object");
            if (ReadMessage(ref reader, request, index) is { } refusal) return refusal;
        }
        return request.MessageCount == 0 ? Bad.Empty("messages") : null;
    }

    private static Refusal? ReadMessage(ref Utf8JsonReader reader, ParsedRequest request, int index)
    {
        var seen = 0;
        var role = MessageRole.Other;
        request.Texts.BeginMessage();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref reader);
            if ((seen & member) != 0) return Bad.Duplicate($"messages[{index}].{reader.GetString()}");
            seen |= member;
            reader.Read();
            if (ReadMember(ref reader, request, index, member, ref role) is { } refusal) return refusal;
        }
        return (seen & Role) == 0 ? Bad.Missing($"messages[{index}].role") : End(request, role);
    }

    private static int Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("role"u8)) return Role;
        if (reader.ValueTextEquals("content"u8)) return Content;
        if (reader.ValueTextEquals("tool_calls"u8)) return ToolCalls;
        return reader.ValueTextEquals("function_call"u8) ? FunctionCall : 0;
    }

    private static Refusal? ReadMember(ref Utf8JsonReader reader, ParsedRequest request, int index, int member, ref MessageRole role)
    {
        switch (member)
        {
            case Role:
                return Roles.Read(ref reader, out role) ? null : Bad.Type($"messages[{index}].role", "a non-empty string");
            case Content:
                return ContentReader.Read(ref reader, request, new ContentPath("messages", index, "content"));
            case ToolCalls or FunctionCall when reader.TokenType != JsonTokenType.Null:
                ReadCalls(ref reader, request);
                return null;
            default:
                reader.Skip();
                return null;
        }
    }

    private static void ReadCalls(ref Utf8JsonReader reader, ParsedRequest request)
    {
        var start = reader.TokenStartIndex;
        reader.Skip();
        var calls = Scalars.Range(ref reader, start);
        if (IsEmptyArray(request.Body.Span.Slice(calls.Start, calls.Length))) return;
        request.HasOtherContent = true;
        request.ToolBytes += calls.Length;
        request.Need(Capability.Tools);
    }

    private static bool IsEmptyArray(ReadOnlySpan<byte> value) => value[0] == '[' && value[1..^1].Trim(" \t\r\n"u8).IsEmpty;

    private static Refusal? End(ParsedRequest request, MessageRole role)
    {
        if (role == MessageRole.Tool) request.Need(Capability.Tools);
        if (role == MessageRole.User) request.UserTurns++;
        request.Texts.EndMessage(role);
        return null;
    }
}
