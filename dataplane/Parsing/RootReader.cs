using System.Text.Json;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Walks the members of the body and hands each to who knows it.</summary>
internal static class RootReader
{
    public static Refusal? Read(ref Utf8JsonReader reader, ParsedRequest request)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return Bad.Root();
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadMember(ref reader, request) is { } refusal) return refusal;
        }
        request.RootEnd = (int)reader.TokenStartIndex;
        // Past the end the reader throws for anything but white space.
        reader.Read();
        return null;
    }

    private static Refusal? ReadMember(ref Utf8JsonReader reader, ParsedRequest request)
    {
        var member = MemberName.Root(ref reader);
        var bit = member == RootMember.Unknown ? 0 : 1UL << (int)member;
        if ((request.SeenMembers & bit) != 0) return Bad.Duplicate(reader.GetString()!);
        request.SeenMembers |= bit;
        reader.Read();
        return ReadAnywhere(ref reader, request, member, out var refusal) ? refusal : ReadByDialect(ref reader, request, member);
    }

    private static bool ReadAnywhere(ref Utf8JsonReader reader, ParsedRequest request, RootMember member, out Refusal? refusal)
    {
        refusal = null;
        if (member == RootMember.Model) refusal = Scalars.Model(ref reader, request);
        else if (member == RootMember.Unknown) reader.Skip();
        else return false;
        return true;
    }

    private static Refusal? ReadByDialect(ref Utf8JsonReader reader, ParsedRequest request, RootMember member) => (request.Dialect, member) switch
    {
        (Dialect.Chat, RootMember.Messages) => MessagesReader.Read(ref reader, request),
        (Dialect.Completions, RootMember.Prompt) => PromptReader.Read(ref reader, request, "prompt"),
        (Dialect.Embeddings, RootMember.Input) => PromptReader.Read(ref reader, request, "input"),
        (Dialect.Responses, RootMember.Input) => ResponsesReader.Read(ref reader, request),
        (Dialect.Responses, RootMember.Instructions) => ResponsesReader.ReadInstructions(ref reader, request),
        (Dialect.Embeddings, _) => Skip(ref reader),
        (Dialect.Chat or Dialect.Completions, RootMember.StreamOptions) => StreamOptionsReader.Read(ref reader, request),
        (_, RootMember.Stream) => Scalars.Stream(ref reader, request),
        (_, RootMember.Temperature) => Scalars.Temperature(ref reader, request),
        (not Dialect.Responses, RootMember.Choices) => Scalars.Choices(ref reader, request),
        (not Dialect.Responses, RootMember.MaxTokens) => Scalars.MaxTokens(ref reader, request, "max_tokens", appended: true),
        (Dialect.Chat, RootMember.MaxCompletionTokens) => Scalars.MaxTokens(ref reader, request, "max_completion_tokens", appended: false),
        (Dialect.Responses, RootMember.PreviousResponse) => ServerState.PreviousResponse(ref reader),
        (Dialect.Responses, RootMember.Background) => ServerState.Background(ref reader),
        (Dialect.Responses, RootMember.MaxOutputTokens) => Scalars.MaxTokens(ref reader, request, "max_output_tokens", appended: true),
        _ => NeedsReader.Read(ref reader, request, member),
    };

    private static Refusal? Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }
}
