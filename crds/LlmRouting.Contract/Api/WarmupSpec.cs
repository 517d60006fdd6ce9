namespace LlmRouting.Contract.Api;

/// <summary>Requests of one token that keep a quiet tier warm (S1.17).</summary>
public sealed record WarmupSpec
{
    /// <summary>30s..24h.</summary>
    public required string Interval { get; init; }
}
