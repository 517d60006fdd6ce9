using System.Text.Json.Serialization;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Snapshot;

/// <summary>A share of a tier's traffic that goes to its canary. Only the oldest active rollout of a (policy, stable) pair is here; splits do not chain.</summary>
public sealed record SplitSnapshot
{
    public required string RolloutUid { get; init; }
    public required string Rollout { get; init; }

    /// <summary>Policy key.</summary>
    public required string Policy { get; init; }

    /// <summary>What people and metrics read: the rollout's name, with the namespace, its policy's, before it where that is not <c>default</c>.</summary>
    [JsonIgnore]
    public string DisplayName => Policy.StartsWith(ApiNames.Default + "/", StringComparison.Ordinal) ? Rollout : Policy[..(Policy.IndexOf('/') + 1)] + Rollout;

    /// <summary>Tier keys.</summary>
    public required string Stable { get; init; }

    public required string Canary { get; init; }

    /// <summary>Effective weight of the canary, 0..100 %.</summary>
    public required int Weight { get; init; }

    public int Attempt { get; init; } = 1;
    public int Epoch { get; init; } = 1;

    /// <summary>With a header the weight is a share of callers; without, of requests.</summary>
    public string? StickyHeader { get; init; }
}
