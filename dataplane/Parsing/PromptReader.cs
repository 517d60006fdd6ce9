using System.Text.Json;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads a prompt (completions) or input (embeddings): a string, strings, token ids or lists of token ids; together one user message.</summary>
internal static class PromptReader
{
    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request, string name)
    {
        var start = reader.TokenStartIndex;
        request.Texts.BeginMessage();
        if (reader.TokenType == JsonTokenType.String) request.Texts.AppendPart(ref reader);
        else if (reader.TokenType != JsonTokenType.StartArray) return Bad.Type(name, "a string, an array of strings or an array of token ids");
        else if (ReadItems(ref reader, request, name) is { } refusal) return refusal;
        request.PromptValue = Scalars.Range(ref reader, start);
        request.Texts.EndMessage(MessageRole.User);
        request.UserTurns = 1;
        return null;
    }

    private static Refusal? ReadItems(ref Utf8JsonReader reader, ParsedRequest request, string name)
    {
        var (kind, index) = (JsonTokenType.None, 0);
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (kind == JsonTokenType.None) kind = reader.TokenType;
            if (reader.TokenType != kind) return Bad.Type($"{name}[{index}]", "of the same type as the items before it");
            if (kind == JsonTokenType.String) AppendText(ref reader, request);
            else if (kind == JsonTokenType.StartArray && ReadTokens(ref reader, request, name, index) is { } refusal) return refusal;
            else if (kind != JsonTokenType.StartArray && !ReadToken(ref reader, request)) return Bad.Type($"{name}[{index}]", "a string or a token id");
        }
        if (kind is JsonTokenType.String or JsonTokenType.StartArray) request.Prompts = index;
        return null;
    }

    private static void AppendText(ref Utf8JsonReader reader, ParsedRequest request)
    {
        var profile = default(TextProfile);
        profile.Add(request.Texts.AppendPart(ref reader));
        request.LargestItem = Math.Max(request.LargestItem, profile.Tokens);
    }

    private static Refusal? ReadTokens(ref Utf8JsonReader reader, ParsedRequest request, string name, int index)
    {
        var at = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; at++)
        {
            if (!ReadToken(ref reader, request)) return Bad.Type($"{name}[{index}][{at}]", "a token id");
        }
        request.LargestItem = Math.Max(request.LargestItem, at);
        return null;
    }

    private static bool ReadToken(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var id) || id < 0) return false;
        request.TokenIds++;
        return true;
    }
}
