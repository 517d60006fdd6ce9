using LlmRouting.DataPlane.Simulation.Answers;
using LlmRouting.DataPlane.Simulation.Requests;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>An admitted request and all that will be said to it.</summary>
/// <param name="Body">The bytes that led to it.</param>
/// <param name="Answers">Empty for embeddings.</param>
internal sealed record Plan(ReadOnlyMemory<byte> Body, SimulatedRequest Request, Answer[] Answers);
