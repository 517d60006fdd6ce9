using System.Collections.Frozen;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>Everything a request reads of the configuration; immutable, swapped whole; read when a request's body is here, and again before a server is asked later than that.</summary>
public sealed record RuntimeSnapshot
{
    public required RoutingSnapshot Wire { get; init; }
    public required KeyTable Keys { get; init; }
    public required RuntimePolicy[] Policies { get; init; }
    public required RuntimeTier[] Tiers { get; init; }

    /// <summary>Client model name → the policy that answers it.</summary>
    public required FrozenDictionary<string, RuntimePolicy> Models { get; init; }

    /// <summary>The tier of that state as it is in this snapshot; null where it is gone, or was made anew as another.</summary>
    public RuntimeTier? Find(TierState state) => Array.Find(Tiers, tier => ReferenceEquals(tier.State, state));

    /// <summary>What is served before anything is known: nothing, and every request is told so.</summary>
    public static RuntimeSnapshot NotYet(string gateway) => new()
    {
        Wire = new RoutingSnapshot { Gateway = gateway }, Keys = KeyTable.NotYet, Policies = [], Tiers = [], Models = FrozenDictionary<string, RuntimePolicy>.Empty,
    };
}
