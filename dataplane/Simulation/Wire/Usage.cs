namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>Token counts of a whole request, all choices together.</summary>
internal readonly record struct Usage(int Prompt, int Completion)
{
    public int Total => Prompt + Completion;
}
