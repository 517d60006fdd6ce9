namespace LlmRouting.DataPlane.Parsing;

/// <summary>Members of a request body that we read; everything else passes through unread.</summary>
internal enum RootMember
{
    Unknown,
    Model,
    Messages,
    Prompt,
    Input,
    Instructions,
    Stream,
    StreamOptions,
    Choices,
    Temperature,
    MaxTokens,
    MaxCompletionTokens,
    MaxOutputTokens,
    Tools,
    Functions,
    ResponseFormat,
    Guided,
    GuidedRegex,
    GuidedChoice,
    GuidedGrammar,
    StructuredOutputs,
    TextOptions,
    ReasoningEffort,
    Reasoning,
    Modalities,
    PreviousResponse,
    Background,
}
