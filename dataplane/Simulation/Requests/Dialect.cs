namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>The OpenAI endpoints that generate.</summary>
internal enum Dialect
{
    Chat,
    Completions,
    Responses,
    Embeddings,
}
