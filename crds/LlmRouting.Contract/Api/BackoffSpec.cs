namespace LlmRouting.Contract.Api;

/// <summary>Defaults 200ms and 2s.</summary>
public sealed record BackoffSpec
{
    public string? Base { get; init; }
    public string? Max { get; init; }
}
