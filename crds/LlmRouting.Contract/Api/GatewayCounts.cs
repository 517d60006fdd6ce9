namespace LlmRouting.Contract.Api;

/// <summary>Data planes of the policy's gateway.</summary>
public sealed record GatewayCounts
{
    /// <summary>Connected.</summary>
    public int? Ready { get; init; }

    /// <summary>Serving the policy's current revision.</summary>
    public int? Programmed { get; init; }
}
