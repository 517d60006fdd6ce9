using System.Text.Json;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Members of a Responses request that refer to what one server keeps. The next request may go to another server, so they are refused rather than failing now and then.</summary>
internal static class ServerState
{
    public static Refusal? PreviousResponse(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : Stateless("previous_response_id", "send the conversation in input");

    public static Refusal? Background(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Null or JsonTokenType.False ? null : Stateless("background", "wait for the answer, or stream it");

    private static Refusal Stateless(string param, string instead) =>
        Refusal.Invalid("unsupported_parameter", $"{param} needs a server that remembers earlier responses, which this router does not promise: {instead}.", param);
}
