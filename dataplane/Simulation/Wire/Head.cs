using LlmRouting.DataPlane.Simulation.Answers;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>The fields every object of one answer begins with.</summary>
/// <param name="Id">Unique per request; vLLM takes the caller's X-Request-Id into it, and so do we.</param>
/// <param name="Created">Unix seconds.</param>
internal sealed record Head(string Id, long Created, string Model)
{
    /// <summary>{"id":…,"object":…,"created":…,"model":… without the closing brace.</summary>
    public ReadOnlyMemory<byte> Fields(string idPrefix, string objectName) => new EventBuffer(256)
        .Add("{\"id\":\""u8).Add(idPrefix).Add(Piece.Escape(Id))
        .Add("\",\"object\":\""u8).Add(objectName)
        .Add("\",\"created\":"u8).Add(Created)
        .Add(",\"model\":\""u8).Add(Piece.Escape(Model)).Add("\""u8)
        .All;
}
