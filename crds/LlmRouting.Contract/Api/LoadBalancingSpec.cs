using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

public sealed record LoadBalancingSpec
{
    public required LoadBalancingType Type { get; init; }

    /// <summary>Only with PrefixAffinity.</summary>
    public PrefixSpec? Prefix { get; init; }
}
