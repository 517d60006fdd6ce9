namespace LlmRouting.DataPlane.Simulation.Answers;

/// <summary>One choice, known in full before its first token is sent.</summary>
/// <param name="Pieces">Its tokens. Of a tool call the first stands for the name, the rest are the arguments.</param>
/// <param name="FinishReason">stop, length or tool_calls.</param>
/// <param name="Tool">The function called; null for text.</param>
internal sealed record Answer(IReadOnlyList<Piece> Pieces, string FinishReason, string? Tool = null)
{
    /// <summary>vLLM's metrics know stop and length only: a tool call is a stop there.</summary>
    public bool HitLimit => FinishReason == "length";
}
