namespace LlmRouting.Contract.Api;

public sealed record SliceConditions
{
    /// <summary>Absent means ready, as Kubernetes has it.</summary>
    public bool? Ready { get; init; }
}
