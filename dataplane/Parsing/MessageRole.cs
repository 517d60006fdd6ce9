namespace LlmRouting.DataPlane.Parsing;

/// <summary>Who speaks. A role we do not know is <see cref="Other"/>, since chat templates may define their own.</summary>
public enum MessageRole
{
    /// <summary>system, developer, and the instructions of a Responses request.</summary>
    System,
    User,
    Assistant,

    /// <summary>tool, function, and the output of a call.</summary>
    Tool,
    Other,
}
