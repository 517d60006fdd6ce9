using System.Text.Json;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Names of the members we read, compared after unescaping: <c>"mod\u0065l"</c> is <c>model</c>.</summary>
internal static class MemberName
{
    /// <summary>The longest name we read, each character written as \uXXXX.</summary>
    private const int MaxEscapedBytes = 24 * 6;

    public static RootMember Root(ref Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[MaxEscapedBytes];
        if (reader.ValueSpan.Length > buffer.Length) return RootMember.Unknown;
        return buffer[..reader.CopyString(buffer)] switch
        {
            "model" => RootMember.Model,
            "messages" => RootMember.Messages,
            "prompt" => RootMember.Prompt,
            "input" => RootMember.Input,
            "instructions" => RootMember.Instructions,
            "stream" => RootMember.Stream,
            "stream_options" => RootMember.StreamOptions,
            "n" => RootMember.Choices,
            "temperature" => RootMember.Temperature,
            "max_tokens" => RootMember.MaxTokens,
            "max_completion_tokens" => RootMember.MaxCompletionTokens,
            "max_output_tokens" => RootMember.MaxOutputTokens,
            "tools" => RootMember.Tools,
            "functions" => RootMember.Functions,
            "response_format" => RootMember.ResponseFormat,
            "guided_json" => RootMember.Guided,
            "guided_regex" => RootMember.GuidedRegex,
            "guided_choice" => RootMember.GuidedChoice,
            "guided_grammar" => RootMember.GuidedGrammar,
            "structured_outputs" => RootMember.StructuredOutputs,
            "text" => RootMember.TextOptions,
            "reasoning_effort" => RootMember.ReasoningEffort,
            "reasoning" => RootMember.Reasoning,
            "modalities" => RootMember.Modalities,
            "previous_response_id" => RootMember.PreviousResponse,
            "background" => RootMember.Background,
            _ => RootMember.Unknown,
        };
    }
}
