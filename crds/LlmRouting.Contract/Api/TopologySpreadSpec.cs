namespace LlmRouting.Contract.Api;

/// <summary>A core/v1 TopologySpreadConstraint over the tier's own pods.</summary>
public sealed record TopologySpreadSpec
{
    public required int MaxSkew { get; init; }
    public required string TopologyKey { get; init; }
    public required string WhenUnsatisfiable { get; init; }
}
