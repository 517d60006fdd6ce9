namespace LlmRouting.Operator.Scaling;

/// <summary>What to write on a Deployment.</summary>
/// <param name="Mark">Null: awake.</param>
/// <param name="Why">For people.</param>
public sealed record SleepStep(int Replicas, string? Mark, string Why);
