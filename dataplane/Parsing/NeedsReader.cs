using System.Text.Json;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Members that say what a tier must be able to do.</summary>
internal static class NeedsReader
{
    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request, RootMember member)
    {
        switch (member)
        {
            case RootMember.Tools when request.Dialect != Dialect.Completions:
                return ReadTools(ref reader, request, "tools");
            case RootMember.Functions when request.Dialect == Dialect.Chat:
                return ReadTools(ref reader, request, "functions");
            case RootMember.ResponseFormat when request.Dialect != Dialect.Responses:
                return ReadFormat(ref reader, request, "response_format");
            case RootMember.TextOptions when request.Dialect == Dialect.Responses:
                return ReadTextOptions(ref reader, request);
            case RootMember.Guided or RootMember.GuidedRegex or RootMember.GuidedChoice or RootMember.GuidedGrammar or RootMember.StructuredOutputs:
                if (reader.TokenType != JsonTokenType.Null) request.Need(Capability.JsonSchema);
                break;
            case RootMember.ReasoningEffort or RootMember.Reasoning:
                return ReadReasoning(ref reader, request);
            case RootMember.Modalities:
                return ReadModalities(ref reader, request);
        }
        reader.Skip();
        return null;
    }

    private static Refusal? ReadTools(ref Utf8JsonReader reader, ParsedRequest request, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray) return Bad.Type(name, "an array");
        var start = reader.TokenStartIndex;
        var any = false;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; any = true) reader.Skip();
        if (!any) return null;
        request.Need(Capability.Tools);
        request.ToolsValue = Scalars.Range(ref reader, start);
        request.ToolBytes += request.ToolsValue.Length;
        return null;
    }

    private static Refusal? ReadFormat(ref Utf8JsonReader reader, ParsedRequest request, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) return Bad.Type(name, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType != JsonTokenType.String) return Bad.Type(name + ".type", "a string");
            if (isType && !reader.ValueTextEquals("text"u8)) request.Need(Capability.JsonSchema);
            reader.Skip();
        }
        return null;
    }

    private static Refusal? ReadTextOptions(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) return Bad.Type("text", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFormat = reader.ValueTextEquals("format"u8);
            reader.Read();
            if (!isFormat) reader.Skip();
            else if (ReadFormat(ref reader, request, "text.format") is { } refusal) return refusal;
        }
        return null;
    }

    /// <summary>reasoning_effort is a word, reasoning an object with an effort; "none" and null ask for nothing.</summary>
    private static Refusal? ReadReasoning(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals("none"u8)) request.Need(Capability.Reasoning);
        if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadReasoningMember(ref reader, request);
        }
        return null;
    }

    private static void ReadReasoningMember(ref Utf8JsonReader reader, ParsedRequest request)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null && !(reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("none"u8)))
            request.Need(Capability.Reasoning);
        reader.Skip();
    }

    private static Refusal? ReadModalities(ref Utf8JsonReader reader, ParsedRequest request)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray) return Bad.Type("modalities", "an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("audio"u8)) request.Need(Capability.Audio);
            reader.Skip();
        }
        return null;
    }
}
