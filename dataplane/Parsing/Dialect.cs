namespace LlmRouting.DataPlane.Parsing;

/// <summary>Which of OpenAI's request bodies is read.</summary>
public enum Dialect
{
    Chat,
    Completions,
    Responses,
    Embeddings,
}
