using System.Text.Json;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads input and instructions of a Responses request.</summary>
internal static class ResponsesReader
{
    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            AddMessage(ref reader, request, MessageRole.User);
            request.UserTurns++;
            return null;
        }
        if (reader.TokenType != JsonTokenType.StartArray) return Bad.Type("input", "a string or an array of items");
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return Bad.Type($"input[{index}]", "an object");
            if (ResponseItemReader.Read(ref reader, request, index) is { } refusal) return refusal;
        }
        return null;
    }

    public static Refusal? ReadInstructions(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) return Bad.Type("instructions", "a string");
        AddMessage(ref reader, request, MessageRole.System);
        if (request.MessageCount > 1) request.Texts.MoveLastMessageToFront();
        return null;
    }

    private static void AddMessage(ref Utf8JsonReader reader, ParsedRequest request, MessageRole role)
    {
        request.Texts.BeginMessage();
        request.Texts.AppendPart(ref reader);
        request.Texts.EndMessage(role);
    }
}
