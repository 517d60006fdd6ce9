using System.Text.Json;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads one input item: a message, a call, a call's output, or something that is no message (reasoning, references).</summary>
internal static class ResponseItemReader
{
    private const int Type = 1, Role = 2, Content = 4, Output = 8;

    private enum ItemKind
    {
        Message,
        Call,
        CallOutput,
        Other,
    }

    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request, int index)
    {
        var start = reader.TokenStartIndex;
        var seen = 0;
        var kind = ItemKind.Message;
        var role = MessageRole.Other;
        request.Texts.BeginMessage();
        var before = request.Texts.Mark();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref reader);
            if ((seen & member) != 0) return Bad.Duplicate($"input[{index}].{reader.GetString()}");
            seen |= member;
            reader.Read();
            if (ReadMember(ref reader, request, index, member, ref kind, ref role) is { } refusal) return refusal;
        }
        if (kind == ItemKind.Message) return (seen & Role) == 0 ? Bad.Missing($"input[{index}].role") : EndMessage(request, role);
        EndItem(request, kind, before, Scalars.Range(ref reader, start).Length);
        return null;
    }

    private static int Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8)) return Type;
        if (reader.ValueTextEquals("role"u8)) return Role;
        if (reader.ValueTextEquals("content"u8)) return Content;
        return reader.ValueTextEquals("output"u8) ? Output : 0;
    }

    private static Refusal? ReadMember(ref Utf8JsonReader reader, ParsedRequest request, int index, int member, ref ItemKind kind, ref MessageRole role)
    {
        switch (member)
        {
            case Type:
                if (reader.TokenType != JsonTokenType.String) return Bad.Type($"input[{index}].type", "a string");
                kind = Kind(ref reader);
                return null;
            case Role:
                return Roles.Read(ref reader, out role) ? null : Bad.Type($"input[{index}].role", "a non-empty string");
            case Content:
                return ContentReader.Read(ref reader, request, new ContentPath("input", index, "content"));
            case Output when reader.TokenType is JsonTokenType.String or JsonTokenType.StartArray:
                return ContentReader.Read(ref reader, request, new ContentPath("input", index, "output"));
            default:
                reader.Skip();
                return null;
        }
    }

    private static ItemKind Kind(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("message"u8)) return ItemKind.Message;
        if (reader.ValueSpan.EndsWith("_call_output"u8)) return ItemKind.CallOutput;
        return reader.ValueSpan.EndsWith("_call"u8) ? ItemKind.Call : ItemKind.Other;
    }

    private static Refusal? EndMessage(ParsedRequest request, MessageRole role)
    {
        if (role == MessageRole.User) request.UserTurns++;
        request.Texts.EndMessage(role);
        return null;
    }

    private static void EndItem(ParsedRequest request, ItemKind kind, TextMark before, int bytes)
    {
        request.HasOtherContent = true;
        if (kind != ItemKind.CallOutput) request.Texts.Rollback(before);
        if (kind == ItemKind.Other) return;
        request.Need(Capability.Tools);
        if (kind == ItemKind.Call) request.ToolBytes += bytes;
        request.Texts.EndMessage(kind == ItemKind.Call ? MessageRole.Assistant : MessageRole.Tool);
    }
}
