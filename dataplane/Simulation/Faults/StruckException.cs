namespace LlmRouting.DataPlane.Simulation.Faults;

/// <summary>Leaves the generation of an answer that a fault has ended. Reaching Kestrel after the headers, it closes the connection without an end of body.</summary>
internal sealed class StruckException(Fault fault) : Exception($"simulated fault: {fault.Kind}")
{
    public bool CutsConnection => fault.Kind == FaultKind.Cut;
}
