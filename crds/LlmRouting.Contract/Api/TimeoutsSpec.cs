namespace LlmRouting.Contract.Api;

/// <summary>connect and total hold for every request, firstToken and idle for streams only. Defaults 2s, 15s, 30s, 300s.</summary>
public sealed record TimeoutsSpec
{
    public string? Connect { get; init; }
    public string? FirstToken { get; init; }
    public string? Idle { get; init; }
    public string? Total { get; init; }
}
