using System.Text.Json;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Reads a content: a string, or an array of parts of which only text counts as text.</summary>
internal static class ContentReader
{
    private enum PartKind
    {
        Untyped,
        Text,
        Image,
        Audio,
        Other,
    }

    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request, ContentPath path)
    {
        if (reader.TokenType == JsonTokenType.String) request.Texts.AppendPart(ref reader);
        else if (reader.TokenType == JsonTokenType.StartArray) return ReadParts(ref reader, request, path);
        else if (reader.TokenType != JsonTokenType.Null) return Bad.Type(path.ToString(), "a string or an array of content parts");
        return null;
    }

    private static Refusal? ReadParts(ref Utf8JsonReader reader, ParsedRequest request, ContentPath path)
    {
        for (var part = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; part++)
        {
            if (reader.TokenType == JsonTokenType.String) request.Texts.AppendPart(ref reader);
            else if (reader.TokenType != JsonTokenType.StartObject) return Bad.Type(path.Part(part), "a content part");
            else if (ReadPart(ref reader, request, path, part) is { } refusal) return refusal;
        }
        return null;
    }

    private static Refusal? ReadPart(ref Utf8JsonReader reader, ParsedRequest request, ContentPath path, int part)
    {
        var before = request.Texts.Mark();
        var kind = PartKind.Untyped;
        bool typed = false, text = false, textIsString = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals("type"u8), isText = reader.ValueTextEquals("text"u8);
            if ((isType && typed) || (isText && text)) return Bad.Duplicate($"{path.Part(part)}.{(isType ? "type" : "text")}");
            if (kind == PartKind.Untyped && !isType) kind = Implied(ref reader);
            reader.Read();
            if (isType && reader.TokenType != JsonTokenType.String) return Bad.Type(path.Part(part) + ".type", "a string");
            if (isType) kind = Kind(ref reader);
            if (isText && (textIsString = reader.TokenType == JsonTokenType.String)) request.Texts.AppendPart(ref reader);
            (typed, text) = (typed | isType, text | isText);
            reader.Skip();
        }
        if (kind == PartKind.Text && !textIsString) return Bad.Type(path.Part(part) + ".text", "a string");
        if (kind != PartKind.Text) request.Texts.Rollback(before);
        Count(request, kind);
        return null;
    }

    private static PartKind Kind(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("input_text"u8) || reader.ValueTextEquals("output_text"u8)) return PartKind.Text;
        var implied = Implied(ref reader);
        return implied == PartKind.Untyped ? PartKind.Other : implied;
    }

    /// <summary>vLLM reads the kind of an untyped part off the member it has.</summary>
    private static PartKind Implied(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("text"u8)) return PartKind.Text;
        if (reader.ValueTextEquals("image_url"u8) || reader.ValueTextEquals("input_image"u8) || reader.ValueTextEquals("image"u8)
            || reader.ValueTextEquals("image_pil"u8) || reader.ValueTextEquals("image_embeds"u8) || reader.ValueTextEquals("video_url"u8)) return PartKind.Image;
        return reader.ValueTextEquals("input_audio"u8) || reader.ValueTextEquals("audio_url"u8) ? PartKind.Audio : PartKind.Untyped;
    }

    private static void Count(ParsedRequest request, PartKind kind)
    {
        if (kind == PartKind.Image)
        {
            request.Images++;
            request.Need(Capability.Vision);
        }
        else if (kind == PartKind.Audio)
        {
            request.AudioClips++;
            request.Need(Capability.Audio);
        }
        else if (kind == PartKind.Other) request.HasOtherContent = true;
    }
}
