namespace LlmRouting.Contract.Api;

public sealed record SliceEndpoint
{
    public required IReadOnlyList<string> Addresses { get; init; }
    public SliceConditions? Conditions { get; init; }
}
