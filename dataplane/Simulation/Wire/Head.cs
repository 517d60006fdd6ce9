using System.Text;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>The fields every object of one answer begins with.</summary>
/// <param name="Id">Unique per request; vLLM takes the caller's X-Request-Id into it, and so do we.</param>
/// <param name="Created">Unix seconds.</param>
internal sealed record Head(string Id, long Created, string Model)
{
    /// <summary>{"id":…,"object":…,"created":…,"model":… without the closing brace.</summary>
    public byte[] Fields(string idPrefix, string objectName) => Encoding.UTF8.GetBytes(
        $$"""{"id":{{Json.Quote(idPrefix + Id)}},"object":"{{objectName}}","created":{{Created}},"model":{{Json.Quote(Model)}}""");
}
