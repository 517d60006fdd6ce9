using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A Pod that runs a simulated vLLM.</summary>
public sealed record SimulatedPod(string Name, string Tier, string Address, Simulator Server)
{
    /// <summary>Timestamp of when its end began.</summary>
    public long? LeavesAt { get; set; }
}
