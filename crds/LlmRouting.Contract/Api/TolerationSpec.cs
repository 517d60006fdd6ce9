namespace LlmRouting.Contract.Api;

/// <summary>A core/v1 Toleration.</summary>
public sealed record TolerationSpec
{
    public string? Key { get; init; }
    public string? Operator { get; init; }
    public string? Value { get; init; }
    public string? Effect { get; init; }
    public long? TolerationSeconds { get; init; }
}
