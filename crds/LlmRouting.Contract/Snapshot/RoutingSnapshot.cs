using System.Text.Json.Serialization;

namespace LlmRouting.Contract.Snapshot;

/// <summary>Everything a data plane needs to route, resolved and defaulted; immutable, equal for equal manifests. Lists are sorted by key.</summary>
public sealed record RoutingSnapshot
{
    /// <summary>The newest wire form this assembly writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>First 12 hex digits of a SHA-256 over the SHA-256 of each part of the rest; empty until stamped.</summary>
    public string Revision { get; init; } = "";

    public required string Gateway { get; init; }
    public IReadOnlyList<PolicySnapshot> Policies { get; init; } = [];
    public IReadOnlyList<TierSnapshot> Tiers { get; init; } = [];
    public IReadOnlyList<EndpointsSnapshot> Endpoints { get; init; } = [];
    public IReadOnlyList<SplitSnapshot> Splits { get; init; } = [];
    public IReadOnlyList<KeySnapshot> Keys { get; init; } = [];

    /// <summary>Upstream API keys; they travel in a frame of their own and never appear in the canonical JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<CredentialSnapshot> Credentials { get; init; } = [];
}
