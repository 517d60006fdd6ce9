using System.Collections.Frozen;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>Everything a request reads of the configuration; immutable, swapped whole, read once a request.</summary>
public sealed record RuntimeSnapshot
{
    public required RoutingSnapshot Wire { get; init; }
    public required KeyTable Keys { get; init; }
    public required RuntimePolicy[] Policies { get; init; }
    public required RuntimeTier[] Tiers { get; init; }

    /// <summary>Client model name → the policy that answers it.</summary>
    public required FrozenDictionary<string, RuntimePolicy> Models { get; init; }

    /// <summary>What is served before anything is known: nothing, and every request is told so.</summary>
    public static RuntimeSnapshot NotYet(string gateway) => new()
    {
        Wire = new RoutingSnapshot { Gateway = gateway }, Keys = KeyTable.NotYet, Policies = [], Tiers = [], Models = FrozenDictionary<string, RuntimePolicy>.Empty,
    };
}
