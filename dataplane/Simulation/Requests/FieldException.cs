namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>Leaves the reading of a body at the first field vLLM would not take; without a field the message says it all.</summary>
internal sealed class FieldException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}
