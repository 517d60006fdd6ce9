using LlmRouting.DataPlane.Simulation.Requests;

namespace LlmRouting.DataPlane.Simulation.Wire;

internal static class Wires
{
    public static IWire For(SimulatedRequest request, Head head, SimulatorOptions options) => request.Dialect switch
    {
        Dialect.Completions => new CompletionWire(head, request),
        Dialect.Responses => new ResponsesWire(head),
        Dialect.Embeddings => new EmbeddingWire(head, request, options.EmbeddingDimensions),
        _ => new ChatWire(head, request),
    };
}
