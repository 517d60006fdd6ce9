namespace LlmRouting.Contract.Api;

public sealed record RouteSpec
{
    public RouteConditionSpec? When { get; init; }

    /// <summary>Tier name in the policy.</summary>
    public required string Tier { get; init; }
}
