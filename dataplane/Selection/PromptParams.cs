using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Selection;

/// <summary>The request field that holds the prompt.</summary>
public static class PromptParams
{
    public static string Of(Dialect dialect) => dialect switch
    {
        Dialect.Chat => "messages",
        Dialect.Completions => "prompt",
        Dialect.Responses or Dialect.Embeddings => "input",
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, null),
    };
}
