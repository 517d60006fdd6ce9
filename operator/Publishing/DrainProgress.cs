namespace LlmRouting.Operator.Publishing;

/// <summary>How far a gateway has left a tier's servers alone.</summary>
/// <param name="Waiting">Data planes that have not yet said that they start no more requests.</param>
/// <param name="InFlight">Requests that the others still have open.</param>
public sealed record DrainProgress(int Waiting, int InFlight)
{
    public bool IsDone => Waiting == 0 && InFlight == 0;
}
