namespace LlmRouting.Contract.Api;

public sealed record SessionAffinitySpec
{
    /// <summary>Request header that names the session.</summary>
    public required string Header { get; init; }

    public TierPolicy? TierPolicy { get; init; }
}
