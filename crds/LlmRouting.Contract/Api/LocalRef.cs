namespace LlmRouting.Contract.Api;

/// <summary>A reference to an object of the same namespace.</summary>
public sealed record LocalRef
{
    public required string Name { get; init; }
}
