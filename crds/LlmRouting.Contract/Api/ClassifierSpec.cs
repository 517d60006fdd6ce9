namespace LlmRouting.Contract.Api;

/// <summary>A named version. Exactly one kind is set.</summary>
public sealed record ClassifierSpec
{
    public required string Name { get; init; }
    public HeuristicSpec? Heuristic { get; init; }
}
