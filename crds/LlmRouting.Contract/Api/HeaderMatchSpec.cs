namespace LlmRouting.Contract.Api;

public sealed record HeaderMatchSpec
{
    public required string Name { get; init; }
    public required string Value { get; init; }
}
