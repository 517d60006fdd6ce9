using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>A tier as requests use it: the immutable snapshot beside the state that outlives it.</summary>
public sealed record RuntimeTier
{
    public required TierSnapshot Snapshot { get; init; }
    public required TierState State { get; init; }

    /// <summary>What people and metrics read, made once.</summary>
    public string DisplayName => displayName ??= Snapshot.DisplayName;

    private string? displayName;

    public required EndpointState[] Endpoints { get; init; }
    public required CapabilitySet Capabilities { get; init; }

    /// <summary>The upstream's model name as a JSON string.</summary>
    public required byte[] ModelJson { get; init; }

    /// <summary>For the tier's upstream; null where it needs none, or where its Secret does not name the endpoints' hosts.</summary>
    public string? ApiKey { get; init; }

    public string? Authorization => authorization ??= ApiKey is null ? null : "Bearer " + ApiKey;

    private string? authorization;

    public required UpstreamClient Client { get; init; }

    public bool HasPrices => Snapshot.InputPer1kTokens is not null || Snapshot.OutputPer1kTokens is not null;
}
