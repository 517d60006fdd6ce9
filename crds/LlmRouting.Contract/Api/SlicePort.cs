namespace LlmRouting.Contract.Api;

public sealed record SlicePort
{
    public int? Port { get; init; }
}
