namespace LlmRouting.DataPlane.Simulation;

/// <summary>A request as it arrived, for tests to look at.</summary>
/// <param name="Path">e.g. /v1/chat/completions.</param>
/// <param name="Body">Byte for byte.</param>
/// <param name="Headers">By case-insensitive name; several values are joined by a comma.</param>
public sealed record ReceivedRequest(string Path, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Headers);
